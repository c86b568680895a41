import { Account } from '../../entities/accounts/account';
import { AddressKind } from '../../entities/accounts/accounts.enums';
import { mappingOf } from '../persistence/mapping/entity-mapping';
import { placeholders, type Sql } from '../persistence/sql';
import { num, type RawInteger } from '../persistence/values';

/** An account's address as an order takes it over. */
export interface OrderingAddress {
  addressId: string;
  snapshotId: string;
  countryCode: string;
  region: string | null;
  latitudeE6: number | null;
  longitudeE6: number | null;
}

/** An account with the addresses that an order gets when it names none. */
export interface OrderingAccount {
  account: Account;
  /** The default of kind BILL_TO, else the default of kind BOTH. */
  billTo: OrderingAddress | null;
  /** The default of kind SHIP_TO, else the default of kind BOTH. */
  shipTo: OrderingAddress | null;
}

interface AddressColumns {
  address_id: string | null;
  address_kind: string;
  snapshot_id: string;
  snapshot_country: string;
  snapshot_region: string | null;
  snapshot_latitude: RawInteger | null;
  snapshot_longitude: RawInteger | null;
}

/** Accounts by id, whatever their status; those that do not exist are left out. One statement for any number. */
export async function loadOrderingAccounts(
  sql: Sql,
  accountIds: readonly string[],
): Promise<Map<string, OrderingAccount>> {
  const ids = [...new Set(accountIds)];
  const found = new Map<string, OrderingAccount>();
  if (ids.length === 0) return found;
  const mapping = mappingOf(Account);
  const rows = await sql.rows<Record<string, unknown> & AddressColumns>(
    `SELECT ${mapping.columnList}, d.id AS address_id, d.kind AS address_kind, s.id AS snapshot_id,
            s.country_code AS snapshot_country, s.region AS snapshot_region,
            s.latitude_e6 AS snapshot_latitude, s.longitude_e6 AS snapshot_longitude
     FROM accounts t
     LEFT JOIN addresses d ON d.account_id = t.id AND d.is_default = 1
     LEFT JOIN address_snapshots s ON s.id = d.snapshot_id
     WHERE t.id IN (${placeholders(ids.length)})`,
    ids,
  );
  for (const row of rows) {
    const account = found.get(row.id as string) ?? {
      account: mapping.fromRow(row),
      billTo: null,
      shipTo: null,
    };
    found.set(account.account.id, account);
    if (row.address_id !== null) takeAddress(account, row);
  }
  return found;
}

function takeAddress(account: OrderingAccount, row: AddressColumns): void {
  const address: OrderingAddress = {
    addressId: row.address_id!,
    snapshotId: row.snapshot_id,
    countryCode: row.snapshot_country,
    region: row.snapshot_region,
    latitudeE6: row.snapshot_latitude === null ? null : num(row.snapshot_latitude),
    longitudeE6: row.snapshot_longitude === null ? null : num(row.snapshot_longitude),
  };
  if (row.address_kind === AddressKind.BILL_TO) account.billTo = address;
  else if (row.address_kind === AddressKind.SHIP_TO) account.shipTo = address;
  else {
    account.billTo ??= address;
    account.shipTo ??= address;
  }
}
