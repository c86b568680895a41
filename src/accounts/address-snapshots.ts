import { AddressSnapshot } from '../../entities/accounts/address-snapshot';
import { Address } from '../../entities/accounts/address';
import type { OrderingAddress } from './ordering-accounts';
import { newRow } from '../persistence/mapping/entity-mapping';
import { placeholders, type Sql } from '../persistence/sql';
import type { UnitOfWork } from '../commands/unit-of-work';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';

/** An address as a document keeps it. */
export interface AddressContent {
  company?: string | null;
  attention?: string | null;
  line1: string;
  line2?: string | null;
  city: string;
  region?: string | null;
  postalCode?: string | null;
  countryCode: string;
}

/** One of the account's addresses, or one written out for this document only. */
export type AddressChoice =
  { addressId: string; content?: undefined } | { addressId?: undefined; content: AddressContent };

/** Where an order is billed or shipped: the snapshot it keeps and what tax and allocation need of it. */
export type ChosenAddress = Omit<OrderingAddress, 'addressId'>;

/** Turns the address choices of many orders into snapshots: two statements at most to read, one insert for written-out addresses. */
export class AddressChooser {
  private readonly created: AddressSnapshot[] = [];

  private constructor(
    private readonly known: ReadonlyMap<string, { accountId: string; snapshot: AddressSnapshot }>,
  ) {}

  static async load(
    uow: UnitOfWork,
    choices: readonly (AddressChoice | null | undefined)[],
  ): Promise<AddressChooser> {
    const ids = [...new Set(choices.flatMap((choice) => (choice?.addressId ? [choice.addressId] : [])))];
    if (ids.length === 0) return new AddressChooser(new Map());
    const addresses = await uow.sql.select(Address, `WHERE t.id IN (${placeholders(ids.length)})`, ids);
    const snapshotIds = addresses.map(({ snapshotId }) => snapshotId);
    const snapshots = await uow.sql.select(
      AddressSnapshot,
      `WHERE t.id IN (${placeholders(Math.max(1, snapshotIds.length))})`,
      snapshotIds.length > 0 ? snapshotIds : [''],
    );
    const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]));
    return new AddressChooser(
      new Map(
        addresses.map(({ id, accountId, snapshotId }) => [
          id,
          { accountId, snapshot: byId.get(snapshotId)! },
        ]),
      ),
    );
  }

  /** The chosen address, the fallback when nothing was chosen, or none. Throws `INVALID_REFERENCE` for an address of another account. */
  choose(
    choice: AddressChoice | null | undefined,
    accountId: string,
    fallback: ChosenAddress | null,
    now: Date,
  ): ChosenAddress | null {
    if (!choice) return fallback;
    if (choice.content) return this.create(choice.content, accountId, now);
    const known = this.known.get(choice.addressId);
    if (known?.accountId === accountId) return chosen(known.snapshot);
    throw new DomainError(
      'INVALID_REFERENCE',
      `The address does not belong to the account. Choose one of the account's addresses.`,
      {
        addressId: choice.addressId,
      },
    );
  }

  private create(content: AddressContent, accountId: string, now: Date): ChosenAddress {
    const snapshot = newRow(AddressSnapshot, { ...content, id: newId(), accountId, createdAt: now });
    this.created.push(snapshot);
    return chosen(snapshot);
  }

  /** The snapshots that `choose` made, by id; they are not stored yet. */
  writtenOut(): Map<string, AddressSnapshot> {
    return new Map(this.created.map((snapshot) => [snapshot.id, snapshot]));
  }

  /** Stores the snapshots that `choose` made and the orders in `kept` use. */
  async save(uow: UnitOfWork, kept: ReadonlySet<string | null>): Promise<void> {
    await uow.sql.insert(
      AddressSnapshot,
      this.created.filter(({ id }) => kept.has(id)),
    );
  }
}

function chosen(snapshot: AddressSnapshot): ChosenAddress {
  return {
    snapshotId: snapshot.id,
    countryCode: snapshot.countryCode,
    region: snapshot.region ?? null,
    latitudeE6: snapshot.latitudeE6 ?? null,
    longitudeE6: snapshot.longitudeE6 ?? null,
  };
}

/** Snapshots by id; one statement, none for no ids. */
export async function loadSnapshots(
  sql: Sql,
  snapshotIds: readonly (string | null)[],
): Promise<Map<string, AddressSnapshot>> {
  const ids = [...new Set(snapshotIds.flatMap((id) => id ?? []))];
  if (ids.length === 0) return new Map();
  const snapshots = await sql.select(AddressSnapshot, `WHERE t.id IN (${placeholders(ids.length)})`, ids);
  return new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]));
}
