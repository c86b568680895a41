import { InventoryLevel } from '../../../../entities/inventory/inventory-level';
import { mappingOf, newRow } from '../../../../src/persistence/mapping/entity-mapping';

const VALUES = { sku: 'A', locationId: 'L', onHand: 9, allocated: 2, reserved: 0, unavailable: 0 };

describe('newRow', () => {
  test('makes an instance of the entity with the values of its columns', () => {
    const level = newRow(InventoryLevel, { ...VALUES, incoming: 0, safetyStock: 1 });
    expect(level).toBeInstanceOf(InventoryLevel);
    expect(level).toMatchObject(VALUES);
    expect(level.available).toBe(6);
    expect(level.version).toBeUndefined();
  });

  test('has the same properties in the same order as a row that was read', () => {
    const mapping = mappingOf(InventoryLevel);
    const read = mapping.fromRow({ sku: 'A', location_id: 'L', on_hand: 9, version: 3 });
    expect(Object.keys(newRow(InventoryLevel, VALUES))).toEqual(Object.keys(read));
    expect(Object.keys(read)).toEqual(mapping.properties);
  });

  test('leaves out what is no column', () => {
    const more = { ...VALUES, note: 'x' };
    expect(newRow(InventoryLevel, more)).not.toHaveProperty('note');
  });
});
