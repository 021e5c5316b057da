import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What is refused: a cluster as it is for somebody without all rights. */
let refused: readonly string[];
/** All that was asked, without the names of jobs. */
let asked: string[];
let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf-cluster-'));
  server = createServer(answerer()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = {
    clusters: [{ name: 'c', cluster: { server: url } }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    users: [{ name: 'u', user: {} }],
    'current-context': 'c',
  };
  // JSON is YAML.
  await writeFile(join(folder, 'config'), JSON.stringify(config));
});
beforeEach(() => {
  [refused, asked] = [[], []];
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test('a pod that nobody may look at is not left to itself, and the next one is looked at anew', async () => {
  refused = ['GET pods'];
  const { ends } = await drive(`
    await run();
    await fetch(process.env.ALLOW);
    await run();
  `);
  expect(ends).toEqual([expect.objectContaining({ exitCode: 1, error: 'MF9004' }), { exitCode: 0 }]);
  expect(asked.slice(0, asked.indexOf('PUT allow'))).toContain('DELETE jobs/JOB');
});

test('a log that may not be read is told of, and does no harm', async () => {
  refused = ['GET pods/pod/log'];
  const { ends, said } = await drive('await run();');
  expect(ends).toEqual([{ exitCode: 0 }]);
  expect(said).toEqual(['pod', 'GET pods/pod/log is forbidden']);
});

test('a task that went well has gone well, also when its job may not be deleted', async () => {
  refused = ['DELETE jobs/JOB'];
  expect((await drive('await run();')).ends).toEqual([{ exitCode: 0 }]);
  expect(asked).toContain('DELETE jobs/JOB');
});

test('a watch that is closed before it has begun does not begin', async () => {
  const { ends } = await drive(`
    const over = run();
    await runner.close();
    await over;
  `);
  expect(ends).toEqual([{ exitCode: 0 }]);
  expect(asked).not.toContain('GET watch pods');
});

/**
 * Has `@mf/kubernetes` run pods. Its library is an ES module, which jest cannot load: so this is a process of its own.
 *
 * @param code with `run()`, which runs a pod to its end
 */
async function drive(code: string): Promise<{ readonly ends: readonly unknown[]; readonly said: readonly string[] }> {
  const program = `
    const { openCluster, PodRunner } = require('@mf/kubernetes');
    (async () => {
      const times = { startSeconds: 60, leaseSeconds: 600, keepSeconds: 60 };
      const runner = new PodRunner(await openCluster(process.env), times);
      const [said, ends] = [[], []];
      const say = (text) => said.push(text);
      const events = { onLine: async () => {}, onWaiting: () => {}, onRunning: say, onUnreadable: say };
      const template = { metadata: {}, spec: { containers: [{ name: 'step' }] } };
      const run = async () => {
        const { exitCode, error } = await runner.start({ namespace: 'ns', prefix: 'start', template }, events).ended;
        ends.push({ exitCode, error: error?.code });
      };
      ${code}
      await runner.close();
      console.log(JSON.stringify({ said, ends }));
    })();
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], {
    cwd: resolve(__dirname, '..', '..'),
    timeout: 60_000,
    env: {
      ...process.env,
      KUBECONFIG: join(folder, 'config'),
      ALLOW: `http://127.0.0.1:${(server.address() as AddressInfo).port}/allow`,
    },
  });
  return JSON.parse(stdout) as { ends: unknown[]; said: string[] };
}

/** As much of Kubernetes as is needed to be refused: a pod of each job, which is over as soon as it is looked at. */
function answerer(): Parameters<typeof createServer>[1] & object {
  let job = 'none so far';
  let made: () => void = () => undefined;
  let isMade = new Promise<void>((resolve) => (made = resolve));
  return (request, answer) => {
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => void reply());

    async function reply(): Promise<void> {
      const url = new URL(request.url ?? '/', 'http://cluster');
      if (url.pathname === '/allow') {
        refused = [];
        asked.push('PUT allow');
        return void answer.end();
      }
      if (request.method === 'POST') {
        job = (JSON.parse(text) as { metadata: { name: string } }).metadata.name;
        made();
      }
      const path = url.pathname.replace(/^.*\/namespaces\/ns\//, '').replaceAll(job, 'JOB');
      const what = `${request.method} ${url.searchParams.has('watch') ? 'watch ' : ''}${path}`;
      asked.push(what);
      if (what === 'GET pods') {
        await isMade;
        isMade = new Promise((resolve) => (made = resolve));
      }
      const isRefused = refused.includes(what);
      answer.writeHead(isRefused ? 403 : 200, { 'content-type': 'application/json' });
      // There is nothing new to tell.
      if (what === 'GET watch pods') return answer.flushHeaders();
      const pod = {
        metadata: { name: 'pod', labels: { 'job-name': job } },
        spec: { containers: [{ name: 'step' }] },
        status: { phase: 'Succeeded' },
      };
      const good = { metadata: { resourceVersion: '1' }, items: [pod] };
      answer.end(JSON.stringify(isRefused ? { kind: 'Status', message: `${what} is forbidden` } : good));
    }
  };
}
