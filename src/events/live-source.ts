import type { LogTenure } from './log-epoch';
import { closeable, type Stream } from './stream';

/** What a subscriber is given at a time; its position is what a client may resume after once it has it. */
export interface LiveItem {
  readonly position: bigint | null;
}

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
export abstract class LiveSource<T extends LiveItem> implements AsyncIterable<T> {
  /** The log that its positions are of; its tail throws `LOG_CHANGED` when that is over. */
  abstract readonly log: LogTenure;

  /** How far one may be behind the tail when it joins it, and reads the rest meanwhile. */
  abstract readonly joinWithin: bigint;

  /** The place of a subscriber who has been given nothing yet. */
  abstract begin(): Promise<bigint>;

  /** The next of what comes after `at`, up to `through`, which is more than `at`. Those who read the same share what they can. */
  abstract read(at: bigint, through: bigint): Promise<LiveBatch<T>>;

  abstract tail(): Promise<LiveTail<T>>;

  [Symbol.asyncIterator](): Stream<T> {
    const tail = this.tail();
    // Whoever iterates is told; one who closes first does not iterate.
    tail.catch(() => undefined);
    return closeable(this.iterate(tail), () => tail.then(({ batches }) => batches.return()));
  }

  private async *iterate(tail: Promise<LiveTail<T>>): AsyncGenerator<T, void> {
    const { from, batches } = await tail;
    let at = await this.begin();
    while (at < from) {
      const batch = await this.read(at, from);
      at = batch.at;
      yield* batch.items;
    }
    for await (const batch of batches) if (batch.at > at) yield* batch.items;
  }
}
