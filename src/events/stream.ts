/** An endless series that its consumer can end at any time, also while it waits for the next item. */
export interface Stream<T> extends AsyncIterableIterator<T> {
  next(): Promise<IteratorResult<T, undefined>>;
  return(): Promise<IteratorResult<T, undefined>>;
}

/**
 * A generator as a stream. The language queues `return` behind a pending `next`, which may wait for ever; so `close` is called
 * first, and must make whatever the generator waits for come to an end. A `close` that fails is nothing to whoever ends the stream: what
 * it was to end has failed itself, which `next` has told.
 */
export function closeable<T>(generator: AsyncGenerator<T, void>, close: () => unknown): Stream<T> {
  const stream: Stream<T> = {
    next: () => generator.next() as Promise<IteratorResult<T, undefined>>,
    async return() {
      Promise.resolve(close()).catch(() => undefined);
      await generator.return();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

/** Each item turned into another. */
export function mapStream<T, U>(source: Stream<T>, map: (item: T) => U): Stream<U> {
  return flatMapStream(source, (item) => [map(item)]);
}

/** Each item turned into any number of others, which come one by one. */
export function flatMapStream<T, U>(
  source: Stream<T>,
  map: (item: T) => readonly U[] | Promise<readonly U[]>,
): Stream<U> {
  return closeable(flatten(source, map), () => source.return());
}

async function* flatten<T, U>(
  source: Stream<T>,
  map: (item: T) => readonly U[] | Promise<readonly U[]>,
): AsyncGenerator<U, void> {
  for await (const item of source) yield* await map(item);
}
