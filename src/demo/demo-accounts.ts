import { monthsBefore } from './demo-catalog';
import type { DemoRun } from './demo-run';
import { chance, pick, type Faker } from './random';

export interface DemoAccount {
  id: string;
  /** How often it orders, compared with others. */
  appetite: number;
}

export interface DemoPlace {
  countryCode: string;
  region: string | null;
  city: string;
  currencyCode: string;
  territory: string;
}

const TERRITORIES = [
  { code: 'US-WEST', name: 'US West', groupName: 'Americas', countryCode: 'US' },
  { code: 'US-EAST', name: 'US East', groupName: 'Americas', countryCode: 'US' },
  { code: 'CANADA', name: 'Canada', groupName: 'Americas', countryCode: 'CA' },
  { code: 'DACH', name: 'Germany and the Netherlands', groupName: 'Europe', countryCode: 'DE' },
  { code: 'UK', name: 'United Kingdom', groupName: 'Europe', countryCode: 'GB' },
];

const PLACES: readonly DemoPlace[] = [
  { countryCode: 'US', region: 'California', city: 'Sacramento', currencyCode: 'USD', territory: 'US-WEST' },
  { countryCode: 'US', region: 'California', city: 'San Diego', currencyCode: 'USD', territory: 'US-WEST' },
  { countryCode: 'US', region: 'Texas', city: 'Houston', currencyCode: 'USD', territory: 'US-WEST' },
  { countryCode: 'US', region: 'New York', city: 'Buffalo', currencyCode: 'USD', territory: 'US-EAST' },
  { countryCode: 'US', region: 'Ohio', city: 'Cleveland', currencyCode: 'USD', territory: 'US-EAST' },
  { countryCode: 'CA', region: 'Ontario', city: 'Hamilton', currencyCode: 'CAD', territory: 'CANADA' },
  { countryCode: 'DE', region: null, city: 'Bremen', currencyCode: 'EUR', territory: 'DACH' },
  { countryCode: 'DE', region: null, city: 'Stuttgart', currencyCode: 'EUR', territory: 'DACH' },
  { countryCode: 'NL', region: null, city: 'Rotterdam', currencyCode: 'EUR', territory: 'DACH' },
  { countryCode: 'GB', region: null, city: 'Leeds', currencyCode: 'GBP', territory: 'UK' },
];

const COMPANIES = 240;
const BRANCHES = 80;
const REPS = 10;
const CONTRACTS = ['GOLD-USD', 'SILVER-USD', null, null] as const;

/** Territories, representatives and accounts with contacts, addresses and signals of the demo company. */
export async function loadAccounts(run: DemoRun): Promise<DemoAccount[]> {
  const at = monthsBefore(run.options.anchor, 26);
  const { accounts } = run.services.useCases;
  const territories = await run.mustRun(
    accounts.upsertTerritory,
    TERRITORIES.map((input) => ({ key: `territory:${input.code}`, at, input })),
  );
  const territoryIds = new Map(TERRITORIES.map(({ code }, i) => [code, territories[i]!.id]));
  const repIds = await loadReps(run, territoryIds, at);
  const plans = planAccounts(run.faker('accounts'));
  const contracts = await contractIds(run);
  const companies = await saveAccounts(
    run,
    plans.filter(({ parent }) => parent === null),
    { territoryIds, repIds, contracts },
    at,
  );
  const branches = await saveAccounts(
    run,
    plans.filter(({ parent }) => parent !== null),
    { territoryIds, repIds, contracts },
    at,
  );
  const saved = [...companies, ...branches];
  await loadPeopleAndPlaces(run, saved, at);
  return saved.map(({ id, plan }) => ({ id, appetite: plan.appetite }));
}

interface AccountPlan {
  number: string;
  name: string;
  parent: string | null;
  place: DemoPlace;
  appetite: number;
  contract: string | null;
  repIndex: number;
}

interface Saved {
  id: string;
  plan: AccountPlan;
}

interface Lookups {
  territoryIds: ReadonlyMap<string, string>;
  repIds: readonly string[];
  contracts: ReadonlyMap<string, string>;
}

function planAccounts(faker: Faker): AccountPlan[] {
  const plans: AccountPlan[] = [];
  for (let i = 0; i < COMPANIES + BRANCHES; i++) {
    const parent = i < COMPANIES ? null : pick(faker, plans.slice(0, COMPANIES / 4));
    const place = pick(faker, PLACES);
    plans.push({
      number: `A-${10_001 + i}`,
      name: parent ? `${parent.name} ${place.city}` : faker.company.name(),
      parent: parent?.number ?? null,
      place,
      appetite: faker.number.int({ min: 1, max: 12 }),
      contract: place.currencyCode === 'USD' ? pick(faker, CONTRACTS) : null,
      repIndex:
        TERRITORIES.findIndex(({ code }) => code === place.territory) * 2 +
        faker.number.int({ min: 0, max: 1 }),
    });
  }
  return plans;
}

async function loadReps(
  run: DemoRun,
  territoryIds: ReadonlyMap<string, string>,
  at: Date,
): Promise<string[]> {
  const faker = run.faker('reps');
  const inputs = Array.from({ length: REPS }, (_, i) => ({
    code: `R-${String(i + 1).padStart(2, '0')}`,
    name: faker.person.fullName(),
    territoryId: territoryIds.get(TERRITORIES[Math.floor(i / 2)]!.code)!,
  }));
  const saved = await run.mustRun(
    run.services.useCases.accounts.upsertRep,
    inputs.map((input) => ({ key: `rep:${input.code}`, at, input })),
  );
  return saved.map(({ id }) => id);
}

async function contractIds(run: DemoRun): Promise<Map<string, string>> {
  const rows = await run.services.database.reader.rows<{ id: string; code: string }>(
    'SELECT id, code FROM price_lists',
  );
  return new Map(rows.map(({ id, code }) => [code, id]));
}

async function saveAccounts(
  run: DemoRun,
  plans: readonly AccountPlan[],
  lookups: Lookups,
  at: Date,
): Promise<Saved[]> {
  const results = await run.mustRun(
    run.services.useCases.accounts.upsertAccount,
    plans.map((plan) => ({
      key: `account:${plan.number}`,
      at,
      input: {
        number: plan.number,
        name: plan.name,
        ...(plan.parent && { parentNumber: plan.parent }),
        currencyCode: plan.place.currencyCode,
        territoryId: lookups.territoryIds.get(plan.place.territory)!,
        ownerRepId: lookups.repIds[plan.repIndex]!,
        priceListId: plan.contract && lookups.contracts.get(plan.contract)!,
        paymentTerms: plan.appetite > 8 ? 'NET_60' : 'NET_30',
      },
    })),
  );
  return results.map(({ id }, i) => ({ id, plan: plans[i]! }));
}

const SIGNALS = ['CONTENT_DOWNLOADED', 'DEMO_ATTENDED', 'COMPETITOR_COMPARED', 'PRICING_VIEWED'] as const;

async function loadPeopleAndPlaces(run: DemoRun, saved: readonly Saved[], at: Date): Promise<void> {
  const faker = run.faker('people');
  const { accounts } = run.services.useCases;
  const people = saved.map(({ id, plan }) => ({
    accountId: id,
    number: plan.number,
    name: faker.person.fullName(),
    title: faker.person.jobTitle(),
  }));
  await run.mustRun(
    accounts.upsertContact,
    people.map(({ number, ...input }) => ({
      key: `contact:${number}`,
      at,
      input: { ...input, email: faker.internet.email({ provider: 'example.com' }) },
    })),
  );
  await run.mustRun(
    accounts.upsertAddress,
    saved.map(({ id, plan: { number, name, place } }) => ({
      key: `address:${number}`,
      at,
      input: {
        accountId: id,
        kind: 'BOTH' as const,
        company: name,
        line1: faker.location.streetAddress(),
        city: place.city,
        region: place.region,
        postalCode: faker.location.zipCode(),
        countryCode: place.countryCode,
      },
    })),
  );
  await run.mustRun(
    accounts.recordBuyerIntentSignal,
    saved
      .filter(() => chance(faker, 40))
      .map(({ id, plan }) => ({
        key: `signal:${plan.number}`,
        at: new Date(run.options.anchor.getTime() - faker.number.int({ min: 1, max: 120 }) * 86_400_000),
        input: { accountId: id, kind: pick(faker, SIGNALS), source: 'website' },
      })),
  );
}
