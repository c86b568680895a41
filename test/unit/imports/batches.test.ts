import { batches, Companion } from '../../../src/imports/batches';
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
