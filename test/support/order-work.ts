import { newId } from '../../src/shared/ids';
import type { ApiClient, Untyped } from './api-client';
import type { TwoCustomers } from './two-customers';

const ORDER =
  'order { id number version status channel paymentTerms currencyCode onHold availableTransitions }';

/** An order as a change needs to know it. */
interface KnownOrder {
  id: string;
  version: number;
}

/** One mutation under a key of its own. */
export async function mutate(
  client: ApiClient,
  name: string,
  input: object,
  selection: string,
): Promise<Untyped> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`;
  return (await client.run(query, { input: { idempotencyKey: newId(), ...input } }))[name];
}

/** Places an order of one A for NORTH. */
export async function place(world: TwoCustomers, client: ApiClient, input: object = {}): Promise<Untyped> {
  const accountId = world.globalId('Account', 'NORTH', 'accountId');
  const draft = { accountId, lines: [{ sku: 'A', quantity: 1 }] };
  return (await mutate(client, 'placeOrder', { ...draft, ...input }, ORDER)).order;
}

/** Changes an order by a mutation that names its version. */
export async function change(
  client: ApiClient,
  name: string,
  { id, version }: KnownOrder,
  input: object,
): Promise<Untyped> {
  return (await mutate(client, name, { orderId: id, expectedVersion: version, ...input }, ORDER)).order;
}

/** A confirmed order of NORTH with an open hold for a reason. */
export async function held(
  world: TwoCustomers,
  admin: ApiClient,
  reason: string,
): Promise<KnownOrder & { holdId: string }> {
  const { id } = await change(admin, 'holdOrder', await place(world, admin), { reason });
  const { order } = await admin.run(`{ order(id: "${id}") { version holds { id } } }`);
  return { id, version: order.version, holdId: order.holds[0].id };
}
