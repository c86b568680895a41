import type { OrderLineInput, PlaceOrderInput } from '../orders/order-inputs';
import type { DemoAccount } from './demo-accounts';
import { mayBackorder, type DemoProduct } from './demo-catalog';
import type { DemoCommand, DemoRun } from './demo-run';
import { chance, pick, type Faker } from './random';

const DAY = 86_400_000;
/** Orders in an ordinary week two years ago; business grows by half until now, and has seasons. */
const ORDERS_PER_WEEK = 11;
const PROJECTS_PER_WEEK = 3;
/** Times what a product sells in an ordinary order: some weeks of its stock. */
const PROJECT_QUANTITY = 120;
const CHEAP_CENTS = 1_500;
const CHANNELS = ['DIRECT', 'DIRECT', 'DIRECT', 'ECOMMERCE', 'ECOMMERCE', 'PARTNER', 'CRM', 'EDI'] as const;
const CAMPAIGNS = ['spring-fair', 'webinar-safety', 'newsletter'] as const;

/** Places the orders of one week; the last weeks leave some as drafts. */
export async function placeWeek(
  run: DemoRun,
  week: number,
  weeks: number,
  start: Date,
  accounts: readonly DemoAccount[],
  products: readonly DemoProduct[],
): Promise<void> {
  const faker = run.faker(`orders ${week}`);
  const hungry = accounts.flatMap((account) => new Array<DemoAccount>(account.appetite).fill(account));
  const wanted = products.flatMap((product) => new Array<DemoProduct>(product.demand).fill(product));
  const commands = Array.from({ length: ordersIn(week, weeks, start) }, (_, i) =>
    placeCommand(
      faker,
      `order:${week}:${i}`,
      moment(faker, start, run.options.anchor),
      pick(faker, hungry),
      wanted,
      weeks - week <= 2,
    ),
  );
  if (weeks - week <= 3) commands.push(...projectCommands(faker, run, week, start, hungry, products));
  await run.run(
    run.services.useCases.orders.placeOrder,
    commands.sort((a, b) => a.at.getTime() - b.at.getTime()),
  );
}

function ordersIn(week: number, weeks: number, start: Date): number {
  const season = 1 + 0.25 * Math.sin(((start.getUTCMonth() - 2) / 12) * 2 * Math.PI);
  return Math.round(ORDERS_PER_WEEK * (1 + (0.5 * week) / weeks) * season);
}

/** Some time in the working hours of the week's five days, never after the anchor. */
function moment(faker: Faker, start: Date, anchor: Date): Date {
  const hours = faker.number.int({ min: 0, max: 4 }) * 24 + faker.number.int({ min: 8, max: 17 });
  const at = start.getTime() + hours * 3_600_000 + faker.number.int({ min: 0, max: 3_599 }) * 1_000;
  return new Date(Math.min(at, anchor.getTime() - 60_000));
}

/** Building projects of the last weeks ask for more than there is of a product that may be backordered. */
function projectCommands(
  faker: Faker,
  run: DemoRun,
  week: number,
  start: Date,
  accounts: readonly DemoAccount[],
  products: readonly DemoProduct[],
): DemoCommand<PlaceOrderInput>[] {
  const cheap = products.filter(
    ({ stocked, cents, demand }) => stocked && cents < CHEAP_CENTS && mayBackorder(demand),
  );
  return Array.from({ length: PROJECTS_PER_WEEK }, (_, i) => {
    const key = `project:${week}:${i}`;
    const at = moment(faker, start, run.options.anchor);
    const { sku, demand } = pick(faker, cheap);
    const command = placeCommand(faker, key, at, pick(faker, accounts), products, false);
    const lines = [{ sku, quantity: demand * PROJECT_QUANTITY }];
    return { ...command, input: { ...command.input, tags: ['project'], lines } };
  });
}

function placeCommand(
  faker: Faker,
  key: string,
  at: Date,
  account: DemoAccount,
  wanted: readonly DemoProduct[],
  recent: boolean,
): DemoCommand<PlaceOrderInput> {
  return {
    key,
    at,
    input: {
      accountId: account.id,
      channel: pick(faker, CHANNELS),
      confirm: !(recent && chance(faker, 25)),
      poNumber: chance(faker, 60)
        ? `PO-${key.replaceAll(':', '-').slice(6)}-${faker.number.int({ min: 100, max: 999 })}`
        : null,
      freightMinor: BigInt(faker.number.int({ min: 0, max: 80 }) * 100),
      requestedDay: new Date(at.getTime() + faker.number.int({ min: 3, max: 20 }) * DAY)
        .toISOString()
        .slice(0, 10),
      discount: chance(faker, 12)
        ? { ppm: BigInt(faker.number.int({ min: 1, max: 8 }) * 10_000), reason: 'Loyal customer' }
        : null,
      shippingMethod: pick(faker, ['Ground', 'Express', 'Freight']),
      tags: chance(faker, 15) ? [pick(faker, ['rush', 'project', 'tender'])] : null,
      campaign: chance(faker, 10)
        ? { campaign: pick(faker, CAMPAIGNS), source: 'email', medium: 'newsletter' }
        : null,
      lines: linesOf(faker, wanted, account.appetite),
    },
  };
}

function linesOf(faker: Faker, wanted: readonly DemoProduct[], appetite: number): OrderLineInput[] {
  const count = faker.number.int({ min: 1, max: 6 });
  const chosen = new Map<string, OrderLineInput>();
  for (let i = 0; i < count; i++) {
    const { sku, cents } = pick(faker, wanted);
    const most = cents > 50_000 ? 4 : 6 + appetite * 2;
    const discount = chance(faker, 8) ? { ppm: 50_000n, reason: 'Project price' } : null;
    chosen.set(sku, { sku, quantity: faker.number.int({ min: 1, max: most }), discount });
  }
  return [...chosen.values()];
}
