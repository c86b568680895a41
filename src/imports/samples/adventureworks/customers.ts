import type { SourceFolder } from '../../source-folder';

/** A row of `Customer`. */
export interface Customer {
  customerId: string;
  personId: string | null;
  storeId: string | null;
  territoryId: string | null;
  /** The account's number here. */
  number: string;
  where: string;
}

/**
 * The customers with the stores and persons behind them. A store has a row of its own, which never orders, and mostly a second one
 * that names its buyer as well and orders; both are one account, numbered like the one that orders.
 */
export class Customers {
  readonly all: readonly Customer[];
  private readonly byId: ReadonlyMap<string, Customer>;
  /** By store or, for individuals, person. */
  private readonly byEntity = new Map<string, Customer>();

  private constructor(rows: readonly Customer[]) {
    const ordering = new Map<string, string>();
    for (const { storeId, personId, number } of rows) if (storeId && personId) ordering.set(storeId, number);
    this.all = rows.map((row) => ({
      ...row,
      number: (row.storeId && ordering.get(row.storeId)) ?? row.number,
    }));
    this.byId = new Map(this.all.map((row) => [row.customerId, row]));
    for (const row of this.all) this.byEntity.set((row.storeId ?? row.personId)!, row);
  }

  static async load(folder: SourceFolder): Promise<Customers> {
    const rows: Customer[] = [];
    for await (const row of folder.rows('Customer')) {
      rows.push({
        customerId: row.text('CustomerID'),
        personId: row.optional('PersonID'),
        storeId: row.optional('StoreID'),
        territoryId: row.optional('TerritoryID'),
        number: row.text('AccountNumber'),
        where: row.where,
      });
    }
    return new Customers(rows);
  }

  get(customerId: string): Customer | undefined {
    return this.byId.get(customerId);
  }

  /** The customer that a business entity (a store, or an individual's person) is; undefined for employees, vendors and others. */
  ofEntity(businessEntityId: string): Customer | undefined {
    return this.byEntity.get(businessEntityId);
  }

  /** Persons who buy for themselves. */
  individuals(): Customer[] {
    return this.all.filter(({ storeId }) => storeId === null);
  }
}
