import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { livingProcesses, signal } from '@mf/tools-python';

const file = join(__dirname, '..', 'dist', 'end-with-descendants.js');

/** A suite that has started a process in a session of its own, as some do, and says both ids. */
const suite = `
const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
console.log(JSON.stringify([process.pid, child.pid]));
setInterval(() => {}, 1000);
`;

/** Runs one suite after the other. */
const runner = `
const notEnding = require(${JSON.stringify(file)}).endWithDescendants();
const { spawn } = require('node:child_process');
const run = () => spawn(process.execPath, ['-e', ${JSON.stringify(suite)}], { stdio: 'inherit' }).on('exit', () => notEnding().then(run));
run();
`;

test.each(['SIGTERM', 'SIGINT'] as const)('%s leaves nothing behind and starts nothing more', async (name) => {
  const verify = spawn(process.execPath, ['-e', runner], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  verify.stdout.on('data', (piece: Buffer) => said.push(piece.toString()));
  await once(verify.stdout, 'data');
  const pids = JSON.parse(said[0]!) as number[];
  try {
    verify.kill(name);
    expect(await once(verify, 'close')).toEqual([null, name]);
    expect(said).toHaveLength(1);
    const living = (await livingProcesses()).map(({ pid }) => pid);
    expect(living.filter((pid) => pids.includes(pid))).toEqual([]);
  } finally {
    pids.forEach((pid) => signal(pid, 'SIGKILL'));
  }
});
