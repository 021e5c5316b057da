import { type Execute, type FlowTask, taskResults } from './task-results';

const task = (id: string, ...flows: string[]): FlowTask<string> => ({ id, requests: () => flows });

/** Flows whose names start with `bad` fail; one called `crash` ends all work. */
const execute: Execute<string> = async function* (flows) {
  for (const flow of flows) {
    if (flow === 'crash') throw new Error(`${flow}!`);
    yield { success: !flow.startsWith('bad'), terminalOutput: `${flow}\n` };
  }
};

async function collect(tasks: FlowTask<string>[], work = execute) {
  const results: string[] = [];
  for await (const { task: id, result } of taskResults(tasks, work, (error) => (error as Error).message)) {
    results.push(`${id} ${result.success ? 'succeeded' : 'failed'}: ${result.terminalOutput}`);
  }
  return results;
}

describe('taskResults', () => {
  it('yields each task with the output of its flows', async () => {
    expect(await collect([task('t1', 'a', 'b'), task('t2', 'c')])).toEqual([
      't1 succeeded: a\nb\n',
      't2 succeeded: c\n',
    ]);
  });

  it('works on all tasks in one go', async () => {
    const work = jest.fn(execute);
    await collect([task('t1', 'a', 'b'), task('t2', 'c')], work);
    expect(work.mock.calls).toEqual([[['a', 'b', 'c']]]);
  });

  it('fails the task of a flow that failed, and no other', async () => {
    expect(await collect([task('t1', 'a', 'bad'), task('t2', 'c')])).toEqual([
      't1 failed: a\nbad\n',
      't2 succeeded: c\n',
    ]);
  });

  it('fails only the task that broke the work down', async () => {
    expect(await collect([task('t1', 'a'), task('t2', 'b', 'crash'), task('t3', 'c')])).toEqual([
      't1 succeeded: a\n',
      't2 failed: crash!',
      't3 succeeded: c\n',
    ]);
  });

  it('fails a task whose options make no sense, and works on the others', async () => {
    const wrong: FlowTask<string> = {
      id: 't1',
      requests: () => {
        throw new Error('wrong option');
      },
    };
    expect(await collect([wrong, task('t2', 'b')])).toEqual(['t1 failed: wrong option', 't2 succeeded: b\n']);
  });

  it('fails a task that nobody worked on', async () => {
    expect(await collect([task('t1', 'a')], async function* () {})).toEqual([
      't1 failed: only 0 of 1 flows of t1 were worked on',
    ]);
  });
});
