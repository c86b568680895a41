import { closeable, flatMapStream, type Stream } from '../../../src/events/stream';

/** A stream whose items come from outside, and that otherwise waits for ever. */
function controlled<T>(): { stream: Stream<T>; send: (item: T) => void; closed: () => boolean } {
  const items: T[] = [];
  let wake = (): void => undefined;
  let over = false;
  async function* run(): AsyncGenerator<T, void> {
    for (;;) {
      while (items.length > 0) yield items.shift()!;
      if (over) return;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  const stream = closeable(run(), () => {
    over = true;
    wake();
  });
  return { stream, closed: () => over, send: (item) => void (items.push(item), wake()) };
}

test('a stream ends while it waits for an item', async () => {
  const { stream } = controlled<number>();
  const waiting = stream.next();
  expect(await stream.return()).toEqual({ value: undefined, done: true });
  expect(await waiting).toEqual({ value: undefined, done: true });
});

test('items of a batch come one by one', async () => {
  const { stream, send } = controlled<number[]>();
  const flat = flatMapStream(stream, (batch) => batch.map((n) => n * 10));
  send([1, 2]);
  send([]);
  send([3]);
  const seen = [];
  for await (const item of flat) if (seen.push(item) === 3) break;
  expect(seen).toEqual([10, 20, 30]);
});

test('ending a derived stream ends its source, also while it waits', async () => {
  const { stream, closed } = controlled<number[]>();
  const flat = flatMapStream(stream, (batch) => batch);
  const waiting = flat.next();
  await flat.return();
  expect((await waiting).done).toBe(true);
  expect(closed()).toBe(true);
});

test('ending a derived stream that never began ends its source', async () => {
  const { stream, closed } = controlled<number[]>();
  await flatMapStream(stream, (batch) => batch).return();
  expect(closed()).toBe(true);
});

test('a failure while deriving reaches the consumer and ends the source', async () => {
  const { stream, send, closed } = controlled<number>();
  const flat = flatMapStream(stream, (): number[] => {
    throw new Error('no');
  });
  send(1);
  await expect(flat.next()).rejects.toThrow('no');
  expect(closed()).toBe(true);
});
