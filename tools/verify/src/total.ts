import { nothing, readTally, sum, totalText } from './tally';

// Adds up what several calls have counted, each in a file of its own: `total.js FILE...`. One that counted nothing is a failure.
const total = sum(...process.argv.slice(2).map((file) => readTally(file) ?? { ...nothing, failed: 1 }));
console.log(`\n${totalText(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
