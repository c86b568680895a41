import { filtersOf } from '../../../../src/persistence/lists/list-filters';
import {
  MAX_SERVED_VALUES,
  placesOf,
  servedIndex,
  servedSort,
} from '../../../../src/persistence/lists/served-filters';

interface Wanted {
  color?: string | readonly string[] | null;
  size?: number | readonly number[] | null;
  from?: Date | null;
  before?: Date | null;
}

const { equals, between, given } = filtersOf<Wanted>();
const filters = {
  color: equals('color', 'color'),
  size: equals('size', 'size'),
  at: between('at', { from: 'from', before: 'before' }),
  odd: given('size', () => null),
};
const indexes = [['at', 'id'], ['size', 'color', 'at', 'id'], ['color', 'at', 'id'], ['id'], ['name']];
const byTime = servedSort(filters, indexes, ['at', 'id']);

describe('the indexes of a list', () => {
  it('serve the filters on the columns before the sort key, in any order', () => {
    expect([...byTime.indexes]).toEqual([
      ['', { columns: ['at', 'id'], by: [] }],
      ['color+size', { columns: ['size', 'color', 'at', 'id'], by: ['size', 'color'] }],
      ['color', { columns: ['color', 'at', 'id'], by: ['color'] }],
    ]);
    expect(servedIndex(byTime, ['size'])).toBeNull();
    expect(servedIndex(byTime, ['odd'])).toBeNull();
  });

  it('serve the range of the sort key with and without them', () => {
    expect(byTime.range).toBe('at');
    expect(servedIndex(byTime, ['at'])?.columns).toEqual(['at', 'id']);
    expect(servedIndex(byTime, ['color', 'at'])?.columns).toEqual(['color', 'at', 'id']);
  });

  it('serve no range in an order that does not begin with its column', () => {
    const byId = servedSort(filters, indexes, ['id']);
    expect(byId).toEqual({ range: null, indexes: new Map([['', { columns: ['id'], by: [] }]]) });
    expect(servedIndex(byId, ['at'])).toBeNull();
  });

  it('need not sort by a column that has one value', () => {
    const byPlace = servedSort(
      filters,
      [
        ['color', 'size'],
        ['size', 'color'],
      ],
      ['color', 'size'],
    );
    expect([...byPlace.indexes].map(([names, { columns }]) => [names, columns])).toEqual([
      ['', ['color', 'size']],
      ['color', ['color', 'size']],
      ['color+size', ['color', 'size']],
      ['size', ['size', 'color']],
    ]);
  });

  it('serve nothing in an order that none of them has', () => {
    expect(servedSort(filters, indexes, ['name', 'id']).indexes.size).toBe(0);
  });
});

describe('the places of the values', () => {
  const both = byTime.indexes.get('color+size')!;
  const places = (filter: Wanted) =>
    placesOf(both, filters, filter)?.map((place) => place.map(({ sql, params }) => [sql, ...params]));

  it('are one for each combination, in the order of the index', () => {
    expect(places({ color: ['red', 'blue', 'red'], size: 1 })).toEqual([
      [
        ['t.size = ?', 1],
        ['t.color = ?', 'red'],
      ],
      [
        ['t.size = ?', 1],
        ['t.color = ?', 'blue'],
      ],
    ]);
  });

  it('are the whole index when no filter names one', () => {
    expect(placesOf(byTime.indexes.get('')!, filters, {})).toEqual([[]]);
  });

  it('are none when a value is not known, or there are too many', () => {
    const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
    expect(places({ color: 'red' })).toBeUndefined();
    expect(places({ color: [], size: 1 })).toBeUndefined();
    expect(places({ color: 'red', size: numbers(MAX_SERVED_VALUES) })).toHaveLength(MAX_SERVED_VALUES);
    expect(places({ color: 'red', size: numbers(MAX_SERVED_VALUES + 1) })).toBeUndefined();
    expect(places({ color: ['a', 'b'], size: numbers(MAX_SERVED_VALUES / 2 + 1) })).toBeUndefined();
  });
});
