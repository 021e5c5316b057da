import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endWithDescendants } from './end-with-descendants';
import { runStage } from './run-stage';
import { stages } from './stages';
import { nothing, readTally, sum, tallyText, totalText, writeTally } from './tally';

const usage = `Runs the suites of the workspace and ends with the line 'N passed, M failed'.

  npm run verify                      all suites that need no root
  npm run verify -- SUITE [SUITE..]   only these: ${stages.map((stage) => stage.name).join(', ')}
  --except SUITE                      all but this one; may be given again
  --tally FILE                        add the counts of an earlier call, kept in FILE`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      except: { type: 'string', multiple: true, default: [] },
      tally: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const unknown = [...positionals, ...values.except].filter((name) => !stages.some((stage) => stage.name === name));
  if (values.help || unknown.length > 0) {
    if (unknown.length > 0) console.error(`Unknown suite: ${unknown.join(', ')}\n`);
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const root = join(__dirname, '..', '..', '..');
  const chosen = stages.filter(
    ({ name, always }) =>
      (positionals.length > 0 ? positionals.includes(name) : always) && !values.except.includes(name),
  );
  let total = (values.tally !== undefined && readTally(values.tally)) || nothing;
  const lines: string[] = [];
  const notEnding = endWithDescendants();
  for (const stage of chosen) {
    console.log(`\n[verify] ${stage.name}`);
    const started = Date.now();
    const counted = await runStage(root, stage);
    await notEnding();
    total = sum(total, counted);
    lines.push(
      `${counted.failed === 0 ? 'ok  ' : 'FAIL'}  ${stage.name.padEnd(20)} ${tallyText(counted)}, ${Math.round((Date.now() - started) / 1000)} s`,
    );
  }
  if (values.tally !== undefined) writeTally(values.tally, total);
  console.log(`\n${lines.join('\n')}\n\n${totalText(total)}`);
  return total.failed === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
