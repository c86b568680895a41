import { levelUpdate, type LevelChange } from '../../../src/inventory/level-update';

const change = (
  sku: string,
  deltas: Partial<LevelChange['deltas']>,
  rest: Partial<LevelChange> = {},
): LevelChange => ({
  sku,
  locationId: 'L',
  deltas: { onHand: 0, allocated: 0, reserved: 0, unavailable: 0, incoming: 0, ...deltas },
  safetyStock: null,
  availableAtLeast: null,
  ...rest,
});

const QUANTITIES = ['on_hand', 'allocated', 'reserved', 'unavailable', 'incoming', 'safety_stock', 'version'];

const DIALECTS = ['mysql', 'sqlite'] as const;

describe('levelUpdate', () => {
  const mixed = [
    change('A', { onHand: -2, allocated: -2 }),
    change('B', { reserved: 1, incoming: 4 }, { availableAtLeast: 1 }),
    change('C', { unavailable: 3 }, { safetyStock: 9 }),
  ];

  it.each(DIALECTS)('never reads a column that the statement sets, except its own, on %s', (dialect) => {
    const { sql } = levelUpdate(dialect, mixed, 1);
    const assignments = /SET (.*?) (?:FROM|WHERE) /
      .exec(sql)![1]!
      .split(/, (?![^(]*\))/)
      .map((text) => text.split(/ = (.*)/));
    const columns = assignments.map(([column]) => column!.replace('t.', ''));
    expect(columns.toSorted()).toEqual([...QUANTITIES, 'updated_at'].toSorted());
    assignments.forEach(([, expression], i) => {
      const read = QUANTITIES.filter((name) => new RegExp(`\\b${name}\\b`).test(expression!));
      expect(read.filter((name) => name !== columns[i])).toEqual([]);
    });
  });

  it.each(DIALECTS)('gives as many parameters as the text has places on %s', (dialect) => {
    for (const changes of [mixed, [mixed[0]!], [mixed[1]!], [mixed[2]!]]) {
      const { sql, params } = levelUpdate(dialect, changes, 1);
      expect(params).toHaveLength(sql.split('?').length - 1);
    }
  });

  it.each(DIALECTS)('guards every bucket that moves, and what is promised, on %s', (dialect) => {
    const { sql } = levelUpdate(dialect, [change('A', { allocated: 2 }, { availableAtLeast: 2 })], 1);
    const where = sql.slice(sql.indexOf(' WHERE '));
    expect(where).toContain('(v0 >= 0 OR t.allocated + v0 >= 0)');
    expect(where).toContain(
      '(v1 IS NULL OR t.on_hand - t.allocated - t.reserved - t.unavailable - t.safety_stock >= v1)',
    );
  });

  it('leaves buckets alone that no level moves', () => {
    const { sql, params } = levelUpdate('mysql', [change('A', { allocated: 2 })], 5);
    expect(sql).not.toMatch(/on_hand = |reserved = |unavailable = |incoming = /);
    expect(params).toEqual(['A', 'L', 2, null, null]);
  });
});
