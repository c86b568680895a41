import { Entity } from 'typeorm';
import { Big, Code, Id, Instant, Int } from '../../../entities/columns';
import { fromJson } from '../../../src/persistence/mapping/from-json';
import { mappingOf, newRow } from '../../../src/persistence/mapping/entity-mapping';
import { newId } from '../../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../../support/databases';

abstract class Row {
  @Id()
  id!: string;
}

abstract class PricedRow extends Row {
  @Big()
  amountMinor!: bigint;

  @Instant({ nullable: true })
  pricedAt!: Date | null;

  @Code(64)
  sku!: string;
}

@Entity('inherited_rows')
class InheritedRow extends PricedRow {
  @Int()
  quantity!: number;
}

const PROPERTIES = ['id', 'amountMinor', 'pricedAt', 'sku', 'quantity'];

describe('an entity whose class extends others', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await createTestDatabase({ empty: true });
    await db.database.write(
      `CREATE TABLE inherited_rows (id VARCHAR(26) NOT NULL PRIMARY KEY, amount_minor BIGINT NOT NULL, priced_at BIGINT,
       sku VARCHAR(64) NOT NULL, quantity INT NOT NULL)`,
    );
  });
  afterAll(() => db.drop());

  it('has their columns, before its own', () => {
    expect(mappingOf(InheritedRow).properties).toEqual(PROPERTIES);
    expect(mappingOf(InheritedRow).columnOf('pricedAt')).toBe('priced_at');
  });

  it('is stored, read and changed with the values of all columns', async () => {
    const values = {
      id: newId(),
      amountMinor: 9_007_199_254_740_993n,
      pricedAt: new Date(1_700_000_000_123),
      sku: 'A-1',
      quantity: 3,
    };
    const other = { ...values, id: newId(), pricedAt: null };
    await db.database.transaction((sql) =>
      sql.insert(InheritedRow, [newRow(InheritedRow, values), newRow(InheritedRow, other)]),
    );
    const [first, second] = await db.database.reader.select(InheritedRow, 'ORDER BY t.id');
    expect([first, second]).toEqual([values, other].map((row) => newRow(InheritedRow, row)));
    expect(first).toBeInstanceOf(PricedRow);
    const { copy, differences } = mappingOf(InheritedRow);
    const before = copy(first!);
    expect(differences(before, first!)).toEqual([]);
    first!.amountMinor += 1n;
    expect(differences(before, first!)).toEqual(['amountMinor']);
  });

  it('is made again of what an event says of it', () => {
    const values = { id: newId(), amountMinor: 12n, pricedAt: new Date(5), sku: 'A', quantity: 1 };
    const told = JSON.parse(
      JSON.stringify(mappingOf(InheritedRow).describe(newRow(InheritedRow, values))),
    ) as object;
    expect({ ...fromJson(InheritedRow, { ...told }) }).toEqual(values);
  });
});
