import { filtersOf } from '../../../../src/persistence/lists/list-filters';
import { fragment } from '../../../../src/persistence/sql-fragment';

interface Wanted {
  name?: string | null;
  names?: readonly string[] | null;
  open?: boolean | null;
  from?: Date | null;
  before?: Date | null;
  to?: bigint | null;
}

const { equals, between, given } = filtersOf<Wanted>();
const moment = new Date(1_700_000_000_000);

describe('equals', () => {
  it.each<[Wanted, ReturnType<typeof fragment> | null, readonly unknown[]]>([
    [{ name: 'a' }, fragment('t.name = ?', ['a']), ['a']],
    [{ name: '' }, null, []],
    [{ name: null }, null, []],
    [{}, null, []],
  ])('of one value %j', (filter, condition, values) => {
    const name = equals('name', 'name');
    expect(name.condition(filter)).toEqual(condition);
    expect(name.equals.of(filter)).toEqual(values);
    expect(name.input).toEqual(['name']);
  });

  it('of several values is one of them; an empty list says nothing', () => {
    const names = equals('name', 'names', 'nameIn');
    expect(names.condition({ names: ['a', 'b', 'a'] })).toEqual(
      fragment('t.name IN (?, ?, ?)', ['a', 'b', 'a']),
    );
    expect(names.equals.of({ names: ['a', 'b', 'a'] })).toEqual(['a', 'b']);
    expect(names.condition({ names: [] })).toBeNull();
    expect(names.input).toEqual(['nameIn']);
  });

  it('of false is a condition', () => {
    expect(equals('open', 'open').condition({ open: false })).toEqual(fragment('t.open = ?', [0]));
    expect(equals('open', 'open').equals.of({ open: true })).toEqual([1]);
  });
});

describe('between', () => {
  const range = between('at', { from: 'from', before: 'before' });

  it('has the ends that are given', () => {
    const [from, before] = [
      fragment('t.at >= ?', [moment.getTime()]),
      fragment('t.at < ?', [moment.getTime()]),
    ];
    expect(range.condition({ from: moment })).toEqual(from);
    expect(range.condition({ before: moment })).toEqual(before);
    expect(range.condition({ from: moment, before: moment })).toEqual(
      fragment('((t.at >= ?) AND (t.at < ?))', [moment.getTime(), moment.getTime()]),
    );
    expect(range.condition({ from: null })).toBeNull();
    expect(range.input).toEqual(['from', 'before']);
    expect(range.range).toBe('at');
  });

  it('takes zero for an end', () => {
    expect(between('value', { to: 'to' }, ['maxValue']).condition({ to: 0n })).toEqual(
      fragment('t.value <= ?', [0n]),
    );
  });
});

describe('given', () => {
  it('asks only for a value that is there', () => {
    const open = given('open', (value) => fragment(`t.closed_at IS ${value ? 'NULL' : 'NOT NULL'}`));
    expect(open.condition({ open: false })).toEqual(fragment('t.closed_at IS NOT NULL'));
    expect(open.condition({ open: null })).toBeNull();
  });
});
