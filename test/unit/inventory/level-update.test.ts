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

describe('levelUpdate', () => {
  const mixed = [
    change('A', { onHand: -2, allocated: -2 }),
    change('B', { reserved: 1, incoming: 4 }, { availableAtLeast: 1 }),
    change('C', { unavailable: 3 }, { safetyStock: 9 }),
  ];

  it('never reads a column that the statement sets, except the one that is being set', () => {
    const { sql } = levelUpdate(mixed, 1);
    const assignments = sql
      .slice(sql.indexOf('SET ') + 4, sql.indexOf(' WHERE '))
      .split(', ')
      .map((text) => text.split(/ = (.*)/));
    expect(assignments.map(([column]) => column).sort()).toEqual([...QUANTITIES, 'updated_at'].sort());
    for (const [column, expression] of assignments) {
      const others = QUANTITIES.filter(
        (name) => name !== column && new RegExp(`\\b${name}\\b`).test(expression!),
      );
      expect(others).toEqual([]);
    }
  });

  it('gives as many parameters as the text has places', () => {
    for (const changes of [mixed, [mixed[0]!], [mixed[1]!], [mixed[2]!]]) {
      const { sql, params } = levelUpdate(changes, 1);
      expect(params).toHaveLength(sql.split('?').length - 1);
    }
  });

  it('guards every bucket that falls, and what is promised', () => {
    const { sql } = levelUpdate(mixed, 1);
    expect(sql.slice(sql.indexOf(' WHERE ') + 7).split(' OR ')).toEqual([
      '(sku = ? AND location_id = ? AND on_hand >= ? AND allocated >= ?)',
      '(sku = ? AND location_id = ? AND on_hand - allocated - reserved - unavailable - safety_stock >= ?)',
      '(sku = ? AND location_id = ?)',
    ]);
  });

  it('needs no CASE when every level changes alike', () => {
    const { sql, params } = levelUpdate([change('A', { allocated: 2 }), change('B', { allocated: 2 })], 5);
    expect(sql).toBe(
      'UPDATE inventory_levels SET version = version + 1, updated_at = ?, allocated = allocated + ? ' +
        'WHERE (sku = ? AND location_id = ?) OR (sku = ? AND location_id = ?)',
    );
    expect(params).toEqual([5, 2, 'A', 'L', 'B', 'L']);
  });
});
