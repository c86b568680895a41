import type { Services } from '../../resolvers/kit/services';
import { systemActor } from '../../src/auth/actor';
import { Role } from '../../src/auth/roles';
import { EventReader } from '../../src/events/event-reader';
import { commandOf } from '../support/stock';
import type { UseCase } from '../../src/commands/commands';
import { newId } from '../../src/shared/ids';
import { toGlobalId } from '../../src/shared/global-id';
import { startTestApplication, type TestApplication } from '../support/application';
import type { ApiClient } from '../support/api-client';
import { until } from '../support/until';

const PLACE = /* GraphQL */ `
  mutation ($input: PlaceOrderInput!) {
    placeOrder(input: $input) {
      order {
        id
        number
        version
      }
    }
  }
`;
const CANCEL = /* GraphQL */ `
  mutation ($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      order {
        id
        version
      }
    }
  }
`;

export interface PlacedOrder {
  id: string;
  number: string;
  version: number;
}

/** A running server with a company that sells A at 10 and B at 20 dollars, without end; and a client that may do everything. */
export class Shop {
  /** Raw ids of accounts: `MAIN`, its sub-account `SUB`, and `OTHER`. */
  readonly accounts = new Map<string, string>();
  readonly locationId: string;
  readonly admin: ApiClient;

  private constructor(
    readonly app: TestApplication,
    parts: { locationId: string; admin: ApiClient },
  ) {
    this.locationId = parts.locationId;
    this.admin = parts.admin;
  }

  static async open(env: Record<string, string> = {}): Promise<Shop> {
    const app = await startTestApplication({ env });
    const { inventory, catalog, accounts } = app.services.useCases;
    await load(app.services, accounts.upsertCurrency, [{ code: 'USD', name: 'US dollar' }]);
    const [location] = await load(app.services, inventory.upsertLocation, [
      { code: 'L', name: 'L', countryCode: 'US' },
    ]);
    await load(app.services, catalog.upsertProduct, [
      { sku: 'A', name: 'A' },
      { sku: 'B', name: 'B' },
    ]);
    const entry = { minQuantity: 1, validFrom: null, validTo: null };
    await load(app.services, catalog.upsertPriceList, [
      {
        code: 'LIST',
        currencyCode: 'USD',
        isDefault: true,
        entries: [
          { ...entry, sku: 'A', unitPriceMicros: 10_000_000n },
          { ...entry, sku: 'B', unitPriceMicros: 20_000_000n },
        ],
      },
    ]);
    const lines = ['A', 'B'].map((sku) => ({ sku, locationId: location!.id, quantity: 100_000 }));
    await load(app.services, inventory.receiveInventory, [{ lines }]);
    const shop = new Shop(app, { locationId: location!.id, admin: await app.as(Role.ADMIN) });
    await shop.account('MAIN');
    await shop.account('SUB', 'MAIN');
    await shop.account('OTHER');
    return shop;
  }

  private async account(number: string, parentNumber?: string): Promise<void> {
    const { services } = this.app;
    const { upsertAccount, upsertAddress } = services.useCases.accounts;
    const [account] = await load(services, upsertAccount, [
      { number, name: number, currencyCode: 'USD', ...(parentNumber && { parentNumber }) },
    ]);
    this.accounts.set(number, account!.id);
    const address = { kind: 'BOTH' as const, line1: '1 Main St', city: 'New York', countryCode: 'US' };
    await load(services, upsertAddress, [{ accountId: account!.id, ...address }]);
  }

  accountId(number: string): string {
    return toGlobalId('Account', this.accounts.get(number)!);
  }

  /** Places an order of 1 A and nothing else, for `MAIN`, confirmed at once, unless told otherwise. */
  async place(
    values: { account?: string; sku?: string; quantity?: number; confirm?: boolean } = {},
    client = this.admin,
  ): Promise<PlacedOrder> {
    const { account = 'MAIN', sku = 'A', quantity = 1, confirm = true } = values;
    const input = {
      idempotencyKey: newId(),
      accountId: this.accountId(account),
      confirm,
      lines: [{ sku, quantity }],
    };
    return (await client.run(PLACE, { input })).placeOrder.order as PlacedOrder;
  }

  async cancel({ id, version }: PlacedOrder): Promise<void> {
    const input = {
      idempotencyKey: newId(),
      orderId: id,
      expectedVersion: version,
      reason: 'No longer needed',
    };
    await this.admin.run(CANCEL, { input });
  }

  /** The end of the log, once every event has its position. */
  async settle(): Promise<string> {
    const { reader } = this.app.services.database;
    const unpositioned = 'SELECT seq FROM events WHERE position < 0';
    await until(async () => (await reader.rows(unpositioned)).length === 0);
    return String(await new EventReader(reader).lastPosition());
  }

  stop(): Promise<void> {
    return this.app.stop();
  }
}

async function load<I, R>(services: Services, useCase: UseCase<I, R>, inputs: readonly I[]): Promise<R[]> {
  const answers = await services.runner.runAll(
    useCase,
    inputs.map((input) => commandOf(input, { actor: systemActor })),
  );
  return answers.map((answer) => {
    if (!answer.ok) throw answer.error;
    return answer.result;
  });
}
