import { PriceListEntry } from '../../entities/catalog/price-list-entry';
import { newRow } from '../persistence/mapping/entity-mapping';
import { allOf, inList } from '../persistence/sql-fragment';
import type { Sql } from '../persistence/sql';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import { requireDays } from './validity';

/** What tells an entry of a list from the others. */
export interface EntryKey {
  sku: string;
  /** From how many pieces the price applies; 1 is the price of a single piece. */
  minQuantity: number;
  /** Null or absent: always. */
  validFrom?: string | null;
}

export interface PriceListEntryInput extends EntryKey {
  unitPriceMicros: bigint;
  /** Currency of the price, when it was said; must be the list's. */
  currencyCode?: string;
  /** First day on which it is no longer valid; null or absent: never. */
  validTo?: string | null;
}

/** What a command does to the entries of its list. */
export interface EntryPlan {
  listId: string;
  put: PriceListEntryInput[];
  remove: PriceListEntry[];
  /** Whether anything differs from now. */
  changes: boolean;
}

/** The entries that the commands of one unit of work may touch; their lists are locked. */
export class PriceListEntries {
  private readonly byKey = new Map<string, PriceListEntry>();
  private readonly created = new Set<PriceListEntry>();
  private readonly changed = new Set<PriceListEntry>();
  private readonly removed = new Set<PriceListEntry>();

  private constructor(entries: readonly PriceListEntry[]) {
    for (const entry of entries) this.byKey.set(keyOf(entry.priceListId, entry), entry);
  }

  /** One statement; none without lists or SKUs. */
  static async load(
    sql: Sql,
    listIds: readonly string[],
    skus: readonly string[],
  ): Promise<PriceListEntries> {
    if (listIds.length === 0 || skus.length === 0) return new PriceListEntries([]);
    const where = allOf([inList('t.price_list_id', listIds), inList('t.sku', [...new Set(skus)])]);
    return new PriceListEntries(await sql.select(PriceListEntry, `WHERE ${where.sql}`, where.params));
  }

  /** Checks what a command asks for and changes nothing. Throws `VALIDATION_FAILED`, or `NOT_FOUND` for an entry to remove. */
  plan(listId: string, put: PriceListEntryInput[], removeKeys: readonly EntryKey[]): EntryPlan {
    put.forEach(requireValid);
    const remove = removeKeys.map((key) => this.byKey.get(keyOf(listId, key)) ?? noSuchEntry(key));
    const changes =
      remove.length > 0 || put.some((input) => differs(this.byKey.get(keyOf(listId, input)), input));
    return { listId, put, remove, changes };
  }

  /** Does what was planned; returns the event's part: entries that are new or changed with full values, and ids of removed ones. */
  apply({ listId, put, remove }: EntryPlan): { entries?: PriceListEntry[]; removedEntryIds?: string[] } {
    for (const entry of remove) this.remove(entry);
    const entries = new Set<PriceListEntry>();
    for (const input of put) {
      const entry = this.byKey.get(keyOf(listId, input));
      if (!differs(entry, input)) continue;
      entries.add(entry ? this.change(entry, input) : this.create(listId, input));
    }
    return {
      ...(entries.size > 0 && { entries: [...entries].map((entry) => ({ ...entry })) }),
      ...(remove.length > 0 && { removedEntryIds: remove.map(({ id }) => id) }),
    };
  }

  private create(listId: string, input: PriceListEntryInput): PriceListEntry {
    const { sku, minQuantity, unitPriceMicros, validFrom = null, validTo = null } = input;
    const values = {
      id: newId(),
      priceListId: listId,
      sku,
      minQuantity,
      unitPriceMicros,
      validFrom,
      validTo,
    };
    const entry = newRow(PriceListEntry, values);
    this.byKey.set(keyOf(listId, entry), entry);
    this.created.add(entry);
    return entry;
  }

  private change(
    entry: PriceListEntry,
    { unitPriceMicros, validTo = null }: PriceListEntryInput,
  ): PriceListEntry {
    if (!this.created.has(entry)) this.changed.add(entry);
    return Object.assign(entry, { unitPriceMicros, validTo });
  }

  private remove(entry: PriceListEntry): void {
    this.byKey.delete(keyOf(entry.priceListId, entry));
    this.changed.delete(entry);
    if (!this.created.delete(entry)) this.removed.add(entry);
  }

  /** One delete, one insert and one update at most. */
  async save(sql: Sql): Promise<void> {
    if (this.removed.size > 0) {
      const where = inList(
        'id',
        [...this.removed].map(({ id }) => id),
      );
      await sql.execute(`DELETE FROM price_list_entries WHERE ${where.sql}`, where.params);
    }
    await sql.insert(PriceListEntry, [...this.created]);
    await sql.updateRows(PriceListEntry, [...this.changed], ['unitPriceMicros', 'validTo']);
  }
}

function keyOf(listId: string, { sku, minQuantity, validFrom }: EntryKey): string {
  return `${listId} ${minQuantity} ${validFrom ?? ''} ${sku}`;
}

function differs(
  entry: PriceListEntry | undefined,
  { unitPriceMicros, validTo = null }: PriceListEntryInput,
): boolean {
  return entry?.unitPriceMicros !== unitPriceMicros || entry.validTo !== validTo;
}

function requireValid(input: PriceListEntryInput, index: number): void {
  requireDays(
    { validFrom: input.validFrom ?? null, validTo: input.validTo ?? null },
    `entries.${index}.validTo`,
  );
  if (!Number.isInteger(input.minQuantity) || input.minQuantity < 1) {
    throw invalidInput(
      `entries.${index}.minQuantity`,
      'min',
      `${input.minQuantity} is not a whole number of at least 1`,
      { min: 1 },
    );
  }
  if (input.unitPriceMicros < 0n)
    throw invalidInput(`entries.${index}.unitPrice`, 'min', 'a price is not negative', { min: 0 });
}

function noSuchEntry({ sku, minQuantity, validFrom }: EntryKey): never {
  throw new DomainError(
    'NOT_FOUND',
    `The price list has no entry for "${sku}" from ${minQuantity} since ${validFrom ?? 'ever'}.`,
    {
      sku,
      minQuantity,
      validFrom,
    },
  );
}
