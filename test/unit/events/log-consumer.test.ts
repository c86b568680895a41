import type { ConsumerPlace, ConsumerStore } from '../../../src/events/consumer-store';
import {
  consumeNext,
  LogConsumer,
  type LogConsumerDefinition,
  type LogRange,
} from '../../../src/events/log-consumer';
import { ConflictError } from '../../../src/persistence/conflicts';
import type { Sql } from '../../../src/persistence/sql';

/** A log of some positions, and what has taken effect of it, in its order. */
class FakeStore implements ConsumerStore {
  readonly reader = {} as Sql;
  readonly effects: bigint[] = [];
  position = 0n;
  looks = 0;

  constructor(public last: bigint) {}

  async place(generation = 1): Promise<ConsumerPlace> {
    this.looks += 1;
    return { generation, position: this.position, last: this.last };
  }

  async move(place: ConsumerPlace, through: bigint, write: (sql: Sql) => Promise<void>): Promise<boolean> {
    if (this.position !== place.position) return false;
    const before = this.effects.length;
    try {
      await write(this.reader);
    } catch (error) {
      this.effects.length = before;
      throw error;
    }
    this.position = through;
    return true;
  }
}

const POSITIONS_PER_STEP = 3;
const PAUSE_MS = 10;
const POLL_MS = 1_000;

interface Behaviour {
  /** Called at each step before it is read. */
  onRead?: (range: LogRange) => Promise<void> | void;
  /** Called in each transaction before anything is written. */
  onWrite?: () => void;
  /** Positions of a step, where the consumer takes fewer than it may. */
  takes?: bigint;
}

/** A consumer whose effect is to list the positions. */
function lister(store: FakeStore, { onRead, onWrite, takes }: Behaviour = {}): LogConsumerDefinition {
  return {
    name: 'lister',
    maxPositions: POSITIONS_PER_STEP,
    pauseMs: PAUSE_MS,
    pollMs: POLL_MS,
    async read(_sql, range) {
      await onRead?.(range);
      const through = takes === undefined ? range.through : range.after + takes;
      return {
        through,
        async write() {
          for (let at = range.after + 1n; at <= through; at++) store.effects.push(at);
          onWrite?.();
        },
      };
    },
  };
}

const upTo = (last: number): bigint[] => Array.from({ length: last }, (_, i) => BigInt(i + 1));

describe('a step', () => {
  test('takes the positions in their order, at most so many, and says how far the log goes', async () => {
    const store = new FakeStore(7n);
    const ranges: LogRange[] = [];
    const consumer = lister(store, { onRead: (range) => void ranges.push(range) });
    expect(await consumeNext(consumer, store)).toEqual({ from: 0n, position: 3n, last: 7n });
    expect(await consumeNext(consumer, store)).toEqual({ from: 3n, position: 6n, last: 7n });
    expect(await consumeNext(consumer, store)).toEqual({ from: 6n, position: 7n, last: 7n });
    expect(await consumeNext(consumer, store)).toEqual({ from: 7n, position: 7n, last: 7n });
    expect(store.effects).toEqual(upTo(7));
    expect(ranges).toEqual([
      { generation: 1, after: 0n, through: 3n },
      { generation: 1, after: 3n, through: 6n },
      { generation: 1, after: 6n, through: 7n },
    ]);
  });

  test('ends where the consumer says, when it takes less', async () => {
    const store = new FakeStore(5n);
    expect(await consumeNext(lister(store, { takes: 1n }), store)).toEqual({
      from: 0n,
      position: 1n,
      last: 5n,
    });
    expect(store.effects).toEqual([1n]);
  });

  test('is for the generation that it is asked for', async () => {
    const store = new FakeStore(5n);
    const generations: number[] = [];
    const consumer = lister(store, { onRead: ({ generation }) => void generations.push(generation) });
    await consumeNext(consumer, store, 4);
    await consumeNext(consumer, store);
    expect(generations).toEqual([4, 1]);
  });

  test('has no effect when a competitor has moved the position meanwhile', async () => {
    const store = new FakeStore(7n);
    const competitor = lister(store);
    const overtaken = lister(store, { onRead: async () => void (await consumeNext(competitor, store)) });
    expect(await consumeNext(overtaken, store)).toEqual({ from: 0n, position: 0n, last: 7n });
    expect(store.effects).toEqual(upTo(3));
  });

  test('leaves everything as it is when it fails', async () => {
    const store = new FakeStore(7n);
    const failing = lister(store, {
      onWrite: () => {
        throw new Error('no room');
      },
    });
    await expect(consumeNext(failing, store)).rejects.toThrow('no room');
    expect(store).toMatchObject({ position: 0n, effects: [] });
  });
});

describe('in the background', () => {
  const running: LogConsumer[] = [];
  let errors: unknown[];

  beforeEach(() => {
    jest.useFakeTimers();
    errors = [];
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((consumer) => consumer.stop()));
    jest.useRealTimers();
  });

  function start(store: FakeStore, behaviour: Behaviour = {}, isMine = () => true): LogConsumer {
    const consumer = new LogConsumer(lister(store, behaviour), {
      store,
      isMine,
      onError: (error) => errors.push(error),
    });
    running.push(consumer);
    consumer.start();
    return consumer;
  }

  const passes = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  test('goes on without a pause until it has come to the end of the log', async () => {
    const store = new FakeStore(20n);
    start(store);
    await passes(0);
    expect(store.effects).toEqual(upTo(20));
    expect(store.looks).toBe(7);
  });

  test('looks often while events come, and less and less often when none do', async () => {
    const store = new FakeStore(1n);
    start(store);
    await passes(0);
    store.last = 2n;
    await passes(PAUSE_MS);
    expect(store.effects).toEqual(upTo(2));
    await passes(60_000);
    const { looks } = store;
    await passes(10 * POLL_MS);
    expect(store.looks - looks).toBe(10);
  });

  test('a hint wakes it, and hints during a pause are one', async () => {
    const store = new FakeStore(0n);
    const consumer = start(store);
    await passes(60_000 + POLL_MS / 2);
    const { looks } = store;
    store.last = 2n;
    for (let i = 0; i < 5; i++) consumer.hint();
    await passes(1);
    expect(store.effects).toEqual(upTo(2));
    expect(store.looks).toBe(looks + 1);
    store.last = 3n;
    for (let i = 0; i < 5; i++) consumer.hint();
    await passes(PAUSE_MS - 2);
    expect(store.effects).toEqual(upTo(2));
    await passes(2);
    expect(store.effects).toEqual(upTo(3));
  });

  test('does nothing while it is not its turn, and goes on when it is', async () => {
    const store = new FakeStore(2n);
    let mine = false;
    start(store, {}, () => mine);
    await passes(5 * POLL_MS);
    expect(store.looks).toBe(0);
    mine = true;
    await passes(POLL_MS);
    expect(store.effects).toEqual(upTo(2));
  });

  test('says why a step failed and tries it again, no sooner for hints', async () => {
    const store = new FakeStore(5n);
    let failures = 2;
    const consumer = start(store, {
      onWrite: () => {
        if (failures-- > 0) throw new Error('no room');
      },
    });
    await passes(0);
    expect(errors).toEqual([new Error('no room')]);
    for (let i = 0; i < 9; i++) {
      consumer.hint();
      await passes(POLL_MS / 10);
    }
    expect(errors).toHaveLength(1);
    await passes(2 * POLL_MS);
    expect(errors).toHaveLength(2);
    expect(store.effects).toEqual(upTo(5));
  });

  test('says nothing of conflicts and of a database that cannot be reached', async () => {
    const store = new FakeStore(5n);
    const causes = [new ConflictError('again'), Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })];
    start(store, {
      onRead: () => {
        const cause = causes.shift();
        if (cause) throw cause;
      },
    });
    await passes(3 * POLL_MS);
    expect(causes).toEqual([]);
    expect(errors).toEqual([]);
    expect(store.effects).toEqual(upTo(5));
  });

  test('two that compete work every position in once, in order', async () => {
    const store = new FakeStore(100n);
    // Each reads in a turn of its own, so that both have often read the same.
    const behaviour = { onRead: () => new Promise<void>((resolve) => setTimeout(resolve, 1)) };
    start(store, behaviour);
    start(store, behaviour);
    await passes(60_000);
    expect(store.effects).toEqual(upTo(100));
  });

  test('a stop waits for the step at hand and begins no other', async () => {
    const store = new FakeStore(7n);
    let read: () => void = () => undefined;
    const consumer = start(store, { onRead: () => new Promise((resolve) => (read = resolve)) });
    await passes(0);
    let stopped = false;
    const stopping = consumer.stop().then(() => (stopped = true));
    await passes(10 * POLL_MS);
    expect({ stopped, effects: store.effects }).toEqual({ stopped: false, effects: [] });
    read();
    await stopping;
    expect(store.effects).toEqual(upTo(3));
  });

  test.each([
    ['its pause', PAUSE_MS / 2],
    ['its wait for a hint', 60_000 + POLL_MS / 2],
  ])('a stop ends %s', async (_what, ms) => {
    const store = new FakeStore(1n);
    const consumer = start(store);
    await passes(ms);
    await consumer.stop();
    expect(store.effects).toEqual(upTo(1));
  });

  test('stops where it was never started', async () => {
    const store = new FakeStore(1n);
    await new LogConsumer(lister(store), { store, isMine: () => true, onError: fail }).stop();
    expect(store.looks).toBe(0);
  });

  test('says how many positions it is behind', async () => {
    const store = new FakeStore(9n);
    const consumer = new LogConsumer(lister(store), { store, isMine: () => true, onError: fail });
    await consumeNext(lister(store), store);
    expect(await consumer.lag()).toBe(6n);
  });
});

function fail(error: unknown): never {
  throw error;
}
