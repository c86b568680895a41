import { StartupError } from '../shared/startup-error';

/** The items of a series in lists, each of which ends with the item that makes it weigh `size` or more. */
export async function* batches<T>(
  source: Iterable<T> | AsyncIterable<T>,
  size: number,
  weightOf: (item: T) => number = () => 1,
): AsyncGenerator<T[]> {
  let batch: T[] = [];
  let weight = 0;
  for await (const item of source) {
    batch.push(item);
    weight += weightOf(item);
    if (weight < size) continue;
    yield batch;
    batch = [];
    weight = 0;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Does work for every item of a series, in their order: with two at a time the next one begins while the one before is under way. The
 * work is given the end of the one before. Throws what the first failing one throws, once nothing is under way any more.
 */
export async function overlapping<T>(
  source: AsyncIterable<T>,
  atATime: 1 | 2,
  work: (item: T, before: Promise<void>) => Promise<void>,
): Promise<void> {
  let last = Promise.resolve();
  try {
    for await (const item of source) {
      const before = last;
      last = work(item, before);
      last.catch(() => undefined);
      await (atATime === 1 ? last : before);
    }
  } finally {
    await last.catch(() => undefined);
  }
  await last;
}

/** Says of each list, in their order, whether one of its items needs something that an item of the list before needs, too. */
export function sharing<T>(needs: (item: T) => readonly string[]): (list: readonly T[]) => boolean {
  let before = new Set<string>();
  return (list) => {
    const names = new Set(list.flatMap((item) => needs(item)));
    const shared = [...names].some((name) => before.has(name));
    before = names;
    return shared;
  };
}

/** Each item of a series, shown to `look` before it goes on. */
export async function* watched<T>(source: AsyncIterable<T>, look: (item: T) => void): AsyncGenerator<T> {
  for await (const item of source) {
    look(item);
    yield item;
  }
}

/**
 * Reads a second series alongside a first one, both ascending by a numeric key: `take(key)` gives the second's items of that key.
 * Items of a key that was passed over mean that the files do not belong together or are not sorted; `finish` throws then.
 */
export class Companion<T> {
  private readonly items: AsyncIterator<T>;
  private next: IteratorResult<T> | undefined;

  constructor(
    source: AsyncIterable<T>,
    private readonly keyOf: (item: T) => number,
    private readonly name: string,
  ) {
    this.items = source[Symbol.asyncIterator]();
  }

  async take(key: number): Promise<T[]> {
    const taken: T[] = [];
    this.next ??= await this.items.next();
    while (!this.next.done && this.keyOf(this.next.value) === key) {
      taken.push(this.next.value);
      this.next = await this.items.next();
    }
    return taken;
  }

  async finish(): Promise<void> {
    this.next ??= await this.items.next();
    if (this.next.done) return;
    throw new StartupError(
      `${this.name} is not sorted as its orders are, or an order is missing: nothing was taken from ${this.keyOf(this.next.value)} on.`,
    );
  }
}
