import { batches, Companion, overlapping, sharing } from '../../../src/imports/batches';
import { StartupError } from '../../../src/shared/startup-error';

async function listed<T>(series: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of series) items.push(item);
  return items;
}

async function* series<T>(...items: T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

describe('batches', () => {
  it('are full but for the last', async () => {
    expect(await listed(batches([1, 2, 3, 4, 5], 2))).toEqual([[1, 2], [3, 4], [5]]);
    expect(await listed(batches([], 2))).toEqual([]);
  });

  it('end with the item that fills them up, by its weight', async () => {
    expect(await listed(batches(series(1, 1, 5, 1, 2), 3, (item) => item))).toEqual([
      [1, 1, 5],
      [1, 2],
    ]);
  });
});

describe('overlapping work', () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  async function noted(atATime: 1 | 2, failing = 0): Promise<string[]> {
    const notes: string[] = [];
    const all = overlapping(series(1, 2, 3), atATime, async (item, before) => {
      notes.push(`begin ${item}`);
      for (let turns = 3 * item; turns > 0; turns--) await turn();
      if (item === failing) throw new Error(`spoiled ${item}`);
      await before;
      notes.push(`end ${item}`);
    });
    await all.catch((error: Error) => notes.push(error.message));
    return notes;
  }

  it('begins the next while the one before is under way, and ends in order', async () => {
    expect(await noted(1)).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
    expect(await noted(2)).toEqual(['begin 1', 'begin 2', 'end 1', 'begin 3', 'end 2', 'end 3']);
  });

  it('begins nothing more after a failure, and throws it when nothing is under way', async () => {
    expect(await noted(1, 2)).toEqual(['begin 1', 'end 1', 'begin 2', 'spoiled 2']);
    expect(await noted(2, 1)).toEqual(['begin 1', 'begin 2', 'spoiled 1']);
    expect(await noted(2, 2)).toEqual(['begin 1', 'begin 2', 'end 1', 'begin 3', 'spoiled 2']);
  });
});

describe('lists in a row', () => {
  it('share what an item of each needs, and nothing with one further away', () => {
    const shares = sharing((item: string) => item.split('+'));
    expect([['a+b', 'c'], ['d'], ['b'], ['e', 'f+b'], [], ['f']].map(shares)).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
  });
});

describe('a companion', () => {
  const companion = () => new Companion(series(1, 1, 3, 4), (key) => key, 'Lines');

  it('gives the items of each key, and none of a key that has none', async () => {
    const lines = companion();
    expect(await lines.take(1)).toEqual([1, 1]);
    expect(await lines.take(2)).toEqual([]);
    expect(await lines.take(3)).toEqual([3]);
    expect(await lines.take(4)).toEqual([4]);
    await expect(lines.finish()).resolves.toBeUndefined();
  });

  it('tells when items were passed over', async () => {
    const lines = companion();
    await lines.take(1);
    await lines.take(4);
    await expect(lines.finish()).rejects.toThrow(
      new StartupError(
        'Lines is not sorted as its orders are, or an order is missing: nothing was taken from 3 on.',
      ),
    );
  });
});
