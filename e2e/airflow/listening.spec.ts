import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { suite } from './suite';

/** Whether something takes connections there. */
function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 5000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

it('the Airflow of the suite can be reached from this machine only', async () => {
  const port = Number(new URL(suite().url).port);
  expect(await answers('127.0.0.1', port)).toBe(true);
  const outer = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal);
  for (const { address, scopeid } of outer) {
    const host = scopeid ? `${address}%${scopeid}` : address;
    expect([host, await answers(host, port)]).toEqual([host, false]);
  }
});
