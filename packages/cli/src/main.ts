import { mf } from './mf';

void mf(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
