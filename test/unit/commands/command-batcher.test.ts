import { CommandBatcher, type BatchingOptions } from '../../../src/commands/command-batcher';
import type { Command } from '../../../src/commands/commands';
import { commandOf } from '../../support/stock';

type Input = { account: string; n: number; needs?: string[] };

/** A batcher whose units end when the test says so. */
function batcherOf(options: Partial<BatchingOptions>) {
  const units: { inputs: string[]; end: (outcomes?: PromiseSettledResult<string>[]) => void }[] = [];
  const batcher = new CommandBatcher<Input, string>(
    { size: 10, lanes: 1, lingerMs: 0, waitMs: 10_000, ...options },
    { sharedBy: ({ account }) => account, needs: ({ needs }) => needs ?? [] },
    (commands: readonly Command<Input>[]) =>
      new Promise((resolve) => {
        const inputs = commands.map(({ input }) => `${input.account}${input.n}`);
        const done = inputs.map((value) => ({ status: 'fulfilled', value }) as const);
        units.push({ inputs, end: (outcomes = done) => resolve(outcomes) });
      }),
  );
  const submit = (account: string, n: number, needs?: string[]) =>
    batcher.submit(commandOf({ account, n, needs }));
  return { units, submit };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Time passes when a test says so. */
const pass = async (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

describe('batching', () => {
  it('starts a command at once when a lane is free, and gathers while all lanes work', async () => {
    const { units, submit } = batcherOf({});
    const first = submit('A', 1);
    expect(units.map(({ inputs }) => inputs)).toEqual([['A1']]);
    const others = [submit('B', 1), submit('C', 1)];
    expect(units).toHaveLength(1);
    units[0]!.end();
    expect(await first).toBe('A1');
    await turn();
    expect(units[1]!.inputs).toEqual(['B1', 'C1']);
    units[1]!.end();
    expect(await Promise.all(others)).toEqual(['B1', 'C1']);
  });

  it('takes no more than its size, one of each share after the other, in order within a share', async () => {
    const { units, submit } = batcherOf({ size: 3 });
    void submit('X', 0);
    for (const n of [1, 2, 3]) void submit('A', n);
    void submit('B', 1);
    units[0]!.end();
    await turn();
    expect(units[1]!.inputs).toEqual(['A1', 'B1', 'A2']);
    void submit('C', 1);
    units[1]!.end();
    await turn();
    expect(units[2]!.inputs.toSorted()).toEqual(['A3', 'C1']);
  });

  it('never has commands of one share in two units at the same time', async () => {
    const { units, submit } = batcherOf({ lanes: 2 });
    void submit('A', 1);
    void submit('A', 2);
    void submit('B', 1);
    expect(units.map(({ inputs }) => inputs)).toEqual([['A1'], ['B1']]);
    units[1]!.end();
    await turn();
    expect(units).toHaveLength(2);
    units[0]!.end();
    await turn();
    expect(units[2]!.inputs).toEqual(['A2']);
  });

  it('lets a free lane wait until its share of the clients has come back', async () => {
    const { units, submit } = batcherOf({ lanes: 2, lingerMs: 10_000 });
    for (const account of ['A', 'B', 'C', 'D']) void submit(account, 1);
    units[0]!.end();
    units[1]!.end();
    await turn();
    expect(units.map(({ inputs }) => inputs)).toEqual([['A1'], ['B1'], ['C1', 'D1']]);
    units[2]!.end();
    await turn();
    void submit('A', 2);
    expect(units).toHaveLength(3);
    void submit('B', 2);
    expect(units[3]!.inputs).toEqual(['A2', 'B2']);
  });

  it('starts with those who are there when the others do not come back in time', async () => {
    const { units, submit } = batcherOf({ lanes: 1, lingerMs: 20 });
    for (const account of ['A', 'B', 'C']) void submit(account, 1);
    units[0]!.end();
    await turn();
    expect(units).toHaveLength(1);
    await pass(60);
    expect(units[1]!.inputs).toEqual(['B1', 'C1']);
  });

  it('never lets a client wait who is the only one', async () => {
    const { units, submit } = batcherOf({ lanes: 2, lingerMs: 10_000 });
    for (const n of [1, 2, 3]) {
      void submit('A', n);
      expect(units).toHaveLength(n);
      units[n - 1]!.end();
      await turn();
    }
  });

  it('starts at once what comes after nothing was to be done, however many clients there were before', async () => {
    const { units, submit } = batcherOf({ lanes: 1, lingerMs: 20 });
    for (const account of ['A', 'B', 'C', 'D']) void submit(account, 1);
    units[0]!.end();
    await pass(60);
    units[1]!.end();
    await pass(60);
    void submit('A', 2);
    expect(units.map(({ inputs }) => inputs)).toEqual([['A1'], ['B1', 'C1', 'D1'], ['A2']]);
  });

  it('gives what waits one more lane when none has become free for long', async () => {
    const { units, submit } = batcherOf({ waitMs: 20 });
    void submit('A', 1);
    void submit('B', 1);
    expect(units).toHaveLength(1);
    await pass(100);
    expect(units.map(({ inputs }) => inputs)).toEqual([['A1'], ['B1']]);
  });

  it('prefers commands that need nothing of what another unit works with', async () => {
    const { units, submit } = batcherOf({ lanes: 2, lingerMs: 10_000 });
    for (const account of ['A', 'B']) void submit(account, 1, ['x']);
    for (const account of ['C', 'D']) void submit(account, 1, ['y']);
    units[1]!.end();
    await turn();
    expect(units.map(({ inputs }) => inputs)).toEqual([['A1'], ['B1'], ['C1', 'D1']]);
    void submit('B', 2, ['y']);
    void submit('E', 1, ['z']);
    void submit('F', 1, ['x']);
    units[0]!.end();
    await turn();
    expect(units[3]!.inputs).toEqual(['E1', 'F1']);
    units[2]!.end();
    await turn();
    for (const account of ['G', 'H']) void submit(account, 1);
    expect(units[4]!.inputs).toEqual(['B2', 'G1', 'H1']);
  });

  it('takes what needs the same when there is little else, and after it was passed over three times', async () => {
    const { units, submit } = batcherOf({ lanes: 2, size: 1 });
    void submit('A', 1, ['x']);
    void submit('B', 1, ['x']);
    expect(units.map(({ inputs }) => inputs)).toEqual([['A1'], ['B1']]);
    void submit('C', 1, ['x']);
    for (const n of [1, 2, 3, 4]) void submit(`D${n}-`, n, [`y${n}`]);
    for (const unit of [1, 2, 3, 4]) {
      units[unit]!.end();
      await turn();
    }
    expect(units.slice(2).map(({ inputs }) => inputs)).toEqual([['D1-1'], ['D2-2'], ['D3-3'], ['C1']]);
  });

  it('answers each command on its own', async () => {
    const { units, submit } = batcherOf({});
    void submit('X', 0);
    const good = submit('A', 1);
    const bad = submit('B', 1);
    units[0]!.end();
    await turn();
    units[1]!.end([
      { status: 'fulfilled', value: 'fine' },
      { status: 'rejected', reason: new Error('spoiled') },
    ]);
    expect(await good).toBe('fine');
    await expect(bad).rejects.toThrow('spoiled');
  });
});
