import { Permission } from '../../src/auth/permissions';
import { Role, ROLE_PERMISSIONS } from '../../src/auth/roles';
import type { UseCase } from '../../src/commands/commands';
import { newId } from '../../src/shared/ids';
import { Shop } from '../live/shop';
import type { TestGrants } from './application';
import type { ApiClient, Untyped } from './api-client';
import { commandOf } from './stock';

const IMPORT = /* GraphQL */ `
  mutation ($input: ImportOrdersInput!) {
    importOrders(input: $input) {
      replayed
      imported
      replaced
      existing
      rejected
      results {
        index
        outcome
        replayed
        externalId {
          system
          externalId
        }
        error {
          code
          message
          details
        }
        order {
          id
          number
          status
          channel
          orderedAt
          poNumber
          currencyCode
          total {
            amount
          }
          account {
            number
          }
          rep {
            code
          }
          territory {
            code
          }
          externalIds {
            system
            externalId
          }
          lines {
            sku
            quantityOrdered
          }
        }
      }
    }
  }
`;

export type Batch = { mode?: 'LIVE' | 'HISTORY'; idempotencyKey?: string; orders: object[] } & Record<
  string,
  unknown
>;

/** A shop that partners import orders into: besides A and B in plenty it has 2 pieces of FEW at 5 dollars, and SOLO, which has no price. */
export class ImportShop {
  private constructor(readonly shop: Shop) {}

  static async open(): Promise<ImportShop> {
    const shop = await Shop.open();
    const { accounts, catalog, inventory } = shop.app.services.useCases;
    const importShop = new ImportShop(shop);
    await importShop.load(accounts.upsertCurrency, [{ code: 'EUR', name: 'Euro' }]);
    await importShop.load(accounts.upsertTerritory, [{ code: 'WEST', name: 'West' }]);
    await importShop.load(accounts.upsertRep, [{ code: 'ROSA', name: 'Rosa Rep' }]);
    await importShop.load(accounts.upsertAccount, [
      { number: 'OTHER', externalId: { system: 'erp', externalId: 'C-7' } },
    ]);
    await importShop.load(catalog.upsertProduct, [
      { sku: 'FEW', name: 'Few' },
      { sku: 'SOLO', name: 'Solo' },
    ]);
    const entry = { sku: 'FEW', minQuantity: 1, unitPriceMicros: 5_000_000n, validFrom: null, validTo: null };
    await importShop.load(catalog.upsertPriceList, [{ code: 'LIST', currencyCode: 'USD', entries: [entry] }]);
    await importShop.load(inventory.receiveInventory, [
      { lines: [{ sku: 'FEW', locationId: shop.locationId, quantity: 2 }] },
    ]);
    return importShop;
  }

  get services() {
    return this.shop.app.services;
  }

  get reader() {
    return this.services.database.reader;
  }

  async load<I, R>(useCase: UseCase<I, R>, inputs: readonly I[]): Promise<R[]> {
    const commands = inputs.map((input) => commandOf(input));
    const answers = await this.services.runner.runAll(useCase, commands);
    return answers.map((answer) => {
      if (!answer.ok) throw answer.error;
      return answer.result;
    });
  }

  /** Sends a batch, in mode LIVE and under a key of its own unless told otherwise. */
  async send(batch: Batch, client: ApiClient = this.shop.admin): Promise<Untyped> {
    return (await client.run(IMPORT, variables(batch))).importOrders;
  }

  /** The error that a whole batch is refused with. */
  async refusal(batch: Batch, client: ApiClient = this.shop.admin) {
    return (await client.fail(IMPORT, variables(batch))).extensions;
  }

  operations(grants: TestGrants = {}): Promise<ApiClient> {
    return this.shop.app.as(Role.OPERATIONS, grants);
  }

  /** One who may import orders and place them, and has no right to give terms or discounts. */
  importer(grants: TestGrants = {}): Promise<ApiClient> {
    const scopes = [...ROLE_PERMISSIONS.OPERATIONS, Permission.ORDER_PLACE];
    return this.shop.app.as(Role.ADMIN, { ...grants, scopes });
  }

  async count(table: string): Promise<number> {
    const [row] = await this.reader.rows<{ n: unknown }>(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(row?.n);
  }

  /** Row counts of everything that an import could touch. */
  async footprint(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const table of TOUCHED) counts[table] = await this.count(table);
    return counts;
  }

  stop(): Promise<void> {
    return this.shop.stop();
  }
}

const TOUCHED = [
  ...['orders', 'order_lines', 'order_schedule_lines', 'order_tags', 'order_notes', 'booking_entries'],
  ...['events', 'allocations', 'inventory_movements', 'shipments', 'fulfillment_orders', 'external_ids'],
  ...[
    'order_imports',
    'shipped_entries',
    'shipment_lines',
    'address_snapshots',
    'idempotency_records',
    'audit_entries',
  ],
];

const variables = (batch: Batch) => ({ input: { mode: 'LIVE', idempotencyKey: newId(), ...batch } });
