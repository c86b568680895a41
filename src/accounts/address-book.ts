import { Address } from '../../entities/accounts/address';
import { AddressSnapshot } from '../../entities/accounts/address-snapshot';
import { inList } from '../persistence/sql-fragment';
import { newRow } from '../persistence/mapping/entity-mapping';
import type { UnitOfWork } from '../commands/unit-of-work';
import { UpsertRows } from '../commands/upsert-rows';
import { newId } from '../shared/ids';

export type AddressContent = Pick<
  AddressSnapshot,
  | 'company'
  | 'attention'
  | 'line1'
  | 'line2'
  | 'city'
  | 'region'
  | 'postalCode'
  | 'countryCode'
  | 'latitudeE6'
  | 'longitudeE6'
>;

/** All addresses of some accounts with their current snapshots. Of each account and kind at most one is the default. */
export class AddressBook {
  readonly rows: UpsertRows<Address>;
  private readonly snapshots = new Map<string, AddressSnapshot>();
  private readonly created: AddressSnapshot[] = [];

  private constructor(private readonly uow: UnitOfWork) {
    this.rows = new UpsertRows(uow, Address, 'id');
  }

  /** Two statements; the accounts are locked already. `ids` are the addresses whose content may change. */
  static async lock(
    uow: UnitOfWork,
    accountIds: readonly string[],
    ids: readonly string[],
  ): Promise<AddressBook> {
    const book = new AddressBook(uow);
    if (accountIds.length > 0) await book.rows.lockWhere(inList('t.account_id', accountIds));
    const snapshotIds = ids.flatMap((id) => book.rows.get(id)?.snapshotId ?? []);
    if (snapshotIds.length > 0) {
      const where = inList('t.id', snapshotIds);
      for (const row of await uow.sql.select(AddressSnapshot, `WHERE ${where.sql}`, where.params)) {
        book.snapshots.set(row.id, row);
      }
    }
    return book;
  }

  contentOf(address: Address | null): AddressSnapshot | null {
    return address && (this.snapshots.get(address.snapshotId) ?? null);
  }

  /** Creates or changes an address; says which rows changed, the former default among them. */
  put(
    existing: Address | null,
    values: Partial<Address>,
    content: AddressContent,
  ): { row: Address; changed: Address[] } {
    const { id, accountId } = existing ?? (values as Pick<Address, 'id' | 'accountId'>);
    const { row, changed } = this.rows.put(existing, {
      ...values,
      snapshotId: this.snapshotOf(existing, { addressId: id, accountId }, content),
    });
    const displaced = row.isDefault ? this.others(row).filter(({ isDefault }) => isDefault) : [];
    for (const other of displaced) this.rows.put(other, { isDefault: false });
    return { row, changed: [...(changed ? [row] : []), ...displaced] };
  }

  /** Whether the account has no other default of the kind. */
  lacksDefault(address: Pick<Address, 'id' | 'accountId' | 'kind'>): boolean {
    return !this.others(address).some(({ isDefault }) => isDefault);
  }

  async save(): Promise<void> {
    await this.uow.sql.insert(AddressSnapshot, this.created);
    await this.rows.save();
  }

  private others({ id, accountId, kind }: Pick<Address, 'id' | 'accountId' | 'kind'>): Address[] {
    return this.rows.all().filter((row) => row.accountId === accountId && row.kind === kind && row.id !== id);
  }

  /** The current snapshot when it says the same, else a new one. */
  private snapshotOf(
    existing: Address | null,
    owner: Pick<AddressSnapshot, 'addressId' | 'accountId'>,
    content: AddressContent,
  ): string {
    const current = this.contentOf(existing);
    const properties = Object.keys(content) as (keyof AddressContent)[];
    if (current && properties.every((property) => current[property] === content[property])) return current.id;
    const snapshot = newRow(AddressSnapshot, {
      ...content,
      ...owner,
      id: newId(),
      erasedAt: null,
      createdAt: this.uow.recordedAt,
    });
    this.created.push(snapshot);
    this.snapshots.set(snapshot.id, snapshot);
    return snapshot.id;
  }
}
