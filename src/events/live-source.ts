import { closeable, type Stream } from './stream';

/** Some items in the order of their source. */
export interface LiveBatch<T> {
  /** May be empty: then the source has only moved on. */
  items: readonly T[];
  /** Place in the order of the source: everything up to it has come. */
  at: bigint;
  /** The position of the log that a client has seen once it has the items. */
  position: bigint;
}

/** Where the shared end of a source begins, and what comes after. */
export interface LiveTail<T> {
  from: bigint;
  batches: Stream<LiveBatch<T>>;
}

/**
 * A live view that any number of subscribers share: each reads on its own what it has missed, and from a place `at` on all get the
 * same batches of one tail. Iterating it gives one subscriber everything.
 */
export abstract class LiveSource<T> implements AsyncIterable<T> {
  /** How far one may be behind the tail when it joins it, and reads the rest meanwhile. */
  abstract readonly joinWithin: bigint;

  /** The place of a subscriber who has been given nothing yet. */
  abstract begin(): Promise<bigint>;

  /** What comes after `at`, up to a place that may change meanwhile. Reads at the pace at which it is asked. */
  abstract catchUp(at: bigint, target: () => bigint): AsyncGenerator<LiveBatch<T>, void>;

  abstract tail(): Promise<LiveTail<T>>;

  [Symbol.asyncIterator](): Stream<T> {
    const tail = this.tail();
    return closeable(this.iterate(tail), () => void tail.then(({ batches }) => batches.return()));
  }

  private async *iterate(tail: Promise<LiveTail<T>>): AsyncGenerator<T, void> {
    const { from, batches } = await tail;
    let at = await this.begin();
    for await (const batch of this.catchUp(at, () => from)) {
      at = batch.at;
      yield* batch.items;
    }
    for await (const batch of batches) if (batch.at > at) yield* batch.items;
  }
}
