import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { mfCommand, workspaceRoot } from '../mf-command';
import { Store } from './store';

/** Runs a program in a terminal of its own, 100 columns wide, and ends with its exit code. What is typed comes from stdin. */
const inTerminal = `
import fcntl, os, pty, select, struct, sys, termios
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 100, 0, 0))
open_fds = [fd, 0]
while True:
    ready, _, _ = select.select(open_fds, [], [])
    if 0 in ready:
        typed = os.read(0, 100)
        if typed: os.write(fd, typed)
        else: open_fds.remove(0)
    if fd in ready:
        try: data = os.read(fd, 65536)
        except OSError: break
        if not data: break
        os.write(1, data)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

let store: Store;
beforeEach(() => {
  store = new Store();
});
afterEach(() => store.remove());

function start() {
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...env } = process.env;
  const command = [...mfCommand, 'run', 'e2e/crash/flows/wide.flow.ts'];
  const child = spawn('python3', ['-c', inTerminal, ...command, '--max-workers', '4'], {
    cwd: workspaceRoot,
    env: { ...env, TERM: 'xterm', METAFLOW_USER: 'tester', METAFLOW_DATASTORE_SYSROOT_LOCAL: store.folder },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const terminal = { printed: '', type: (text: string) => child.stdin.write(text), ended: once(child, 'close') };
  child.stdout.on('data', (piece: Buffer) => {
    terminal.printed += piece.toString();
  });
  return terminal;
}

test('on a terminal a wide foreach is a block that renews itself, and what tasks print scrolls above it', async () => {
  const terminal = start();
  const [code] = (await terminal.ended) as [number];
  const { printed } = terminal;
  expect({ code, printed }).toMatchObject({ code: 0 });
  expect(printed).toMatch(/work [█░]{20} \d+ of 25 done, \d running/);
  expect(printed).toMatch(/work\/\d+ \(pid \d+\)\] .*three is here/);
  expect(printed).not.toMatch(/work\/\d+ \(pid \d+\)\] Task is starting/);
  expect(printed).toMatch(/work: 25 of 25 done in [^]*join\/\d+ \(pid \d+\)\] Task is starting[^]*Done!/);
  // The cursor is never hidden, so nothing has to bring it back.
  expect(printed).not.toContain('\x1b[?25l');
});

test('Ctrl-C in the middle leaves the terminal with how to go on', async () => {
  const terminal = start();
  while (!/[1-9]\d* of 25 done/.test(terminal.printed)) await sleep(20);
  terminal.type('\x03');
  const [code] = (await terminal.ended) as [number];
  expect(code).toBe(130);
  const end = terminal.printed.slice(terminal.printed.indexOf('Workflow interrupted.'));
  expect(end).toMatch(/work: \d+ of 25 done in /);
  expect(end).not.toContain('(retry)');
  expect(end.trimEnd()).toMatch(/mf resume e2e\/crash\/flows\/wide\.flow\.ts --origin-run-id \d+ --max-workers 4$/);
  expect(store.tasks()).toEqual([]);
});
