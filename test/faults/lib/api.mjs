import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../../scripts/lib/run.mjs';

const ANSWER_WITHIN_MS = 6_000;
const GIVE_UP_AFTER_MS = 90_000;
/** The same request may be sent again: its key makes sure that it is done once. */
const TRY_AGAIN = new Set(['UNAVAILABLE', 'OUTCOME_UNKNOWN', 'CONFLICT', 'IDEMPOTENCY_KEY_IN_FLIGHT']);

export const SKUS = ['A', 'B', 'C'];
/** What one piece of anything costs, in cents. */
export const PRICE_MINOR = 1_000;

/** A token that may do everything. */
export function adminToken(env) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'bin', 'orderwire.js'), 'token', '--role', 'ADMIN'],
    { env: { ...process.env, ...env }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`There is no token:\n${stderr}`);
  return stdout.trim();
}

/** GraphQL over HTTP to any of several servers. */
export class Api {
  /** How often a request was sent again, as there was no answer or one that said so. */
  resent = 0;

  constructor(servers, token, { answerWithinMs = ANSWER_WITHIN_MS } = {}) {
    this.servers = servers;
    this.token = token;
    this.answerWithinMs = answerWithinMs;
  }

  /** The data of one try; throws when there is none. */
  async once(query, variables, server = this.any()) {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(this.answerWithinMs),
    });
    const { data, errors } = await response.json();
    if (!errors) return data;
    throw Object.assign(new Error(errors[0].message), { code: errors[0].extensions.code });
  }

  /** As `once`, until some server answers. Throws at once for what trying again does not change. */
  async insist(query, variables) {
    for (const deadline = Date.now() + GIVE_UP_AFTER_MS; ;) {
      try {
        return await this.once(query, variables);
      } catch (error) {
        if (typeof error.code === 'string' && !TRY_AGAIN.has(error.code)) throw error;
        if (Date.now() > deadline) throw error;
        this.resent++;
        await sleep(50 + Math.random() * 200);
      }
    }
  }

  any() {
    return this.servers[Math.floor(Math.random() * this.servers.length)];
  }

  /** A mutation with one input. */
  async change(name, type, input, selection) {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`;
    return (await this.insist(query, { input: { idempotencyKey: randomUUID(), ...input } }))[name];
  }
}

/** A company that sells a few products out of one location, without end, to some accounts. Answers the ids of the accounts. */
export async function makeCompany(api, { skus = SKUS, accounts = 1 } = {}) {
  await api.change(
    'upsertCurrency',
    'UpsertCurrencyInput',
    { code: 'USD', name: 'US dollar' },
    'currency { code }',
  );
  const place = { code: 'L', name: 'L', countryCode: 'US' };
  const { location } = await api.change('upsertLocation', 'UpsertLocationInput', place, 'location { id }');
  for (const sku of skus) {
    await api.change('upsertProduct', 'UpsertProductInput', { sku, name: sku }, 'product { sku }');
  }
  const unitPrice = { currencyCode: 'USD', amount: String(PRICE_MINOR / 100) };
  const entries = skus.map((sku) => ({ sku, unitPrice }));
  const list = { code: 'LIST', currencyCode: 'USD', isDefault: true, entries };
  await api.change('upsertPriceList', 'UpsertPriceListInput', list, 'priceList { code }');
  const lines = skus.map((sku) => ({ sku, locationId: location.id, quantity: 1_000_000 }));
  await api.change('receiveInventory', 'ReceiveInventoryInput', { lines }, 'levels { sku }');
  const accountIds = [];
  for (let i = 1; i <= accounts; i++) accountIds.push(await makeAccount(api, i === 1 ? 'MAIN' : `MAIN-${i}`));
  return accountIds;
}

async function makeAccount(api, number) {
  const company = { number, name: number, currencyCode: 'USD' };
  const { account } = await api.change('upsertAccount', 'UpsertAccountInput', company, 'account { id }');
  const home = { kind: 'BOTH', line1: '1 Main St', city: 'New York', countryCode: 'US' };
  await api.change(
    'upsertAddress',
    'UpsertAddressInput',
    { accountId: account.id, ...home },
    'address { id }',
  );
  return account.id;
}
