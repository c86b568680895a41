import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { graphql, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../../resolvers/kit/context';
import { servicesOf } from '../../../resolvers/kit/services';
import type { Actor } from '../../../src/auth/actor';
import { DEFAULT_SETTINGS } from '../../../src/config/settings';
import { createErrorFormatter } from '../../../src/server/format-error';
import { buildGraphQLSchema } from '../../../src/server/schema';
import { wire, type Wiring } from '../../../src/server/wiring';
import { newId } from '../../../src/shared/ids';
import type { TestApplication } from '../../support/application';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../../support/databases';
import { EveryMutation } from '../../support/every-mutation';
import { keptLog } from '../../support/log';
import { OrderWorld } from '../../support/order-fixtures';
import { findOrphans } from '../../support/orphans';
import { rootFields, selectionOf } from '../../support/schema-walk';
import { FAULTS, SqlDoor, type Fault } from '../../support/sql-door';
import { person } from '../../support/stock';

/** `ORDERWIRE_DOOR=all` tries every fault at every statement; a number tries so many of each mutation. */
const WANTED = process.env.ORDERWIRE_DOOR ?? '6';
const SEED = Number(process.env.ORDERWIRE_SEED ?? 20_261_129);

let testDatabase: TestDatabase;
let wiring: Wiring;
let schema: GraphQLSchema;
let world: OrderWorld;
let mutations: EveryMutation;
let door: SqlDoor;
const { log } = keptLog();
const formatError = createErrorFormatter(log);

beforeAll(async () => {
  door = new SqlDoor();
  testDatabase = await createTestDatabase();
  const { database, options } = testDatabase;
  wiring = wire({ database, settings: DEFAULT_SETTINGS, secret: 'a secret for this test', log });
  schema = await buildGraphQLSchema();
  world = await OrderWorld.behind({ services: wiring.services, databaseOptions: options } as TestApplication);
  mutations = await EveryMutation.on(world);
});
afterAll(async () => {
  door.close();
  await testDatabase.drop();
});

const fields = new Map(
  rootFields()
    .filter(({ owner }) => owner.name === 'Mutation')
    .map(({ field }) => [field.name, field]),
);

interface Answer {
  /** `OK`, or the code of the first error. */
  code: string;
  replayed: boolean | undefined;
  requestId: string;
}

/** One request as the server runs it, without a socket and without anything in the background. */
async function send(mutation: string, input: object, actor: Actor = person): Promise<Answer> {
  const field = fields.get(mutation)!;
  const type = String(field.args[0]!.type);
  const payload = field.type as Parameters<typeof selectionOf>[0];
  const requestId = newId();
  const origin = { channel: 'HTTP' as const, ip: '192.0.2.7', userAgent: null, requestId };
  const logEpoch = 'test';
  const contextValue: RequestContext = {
    actor,
    services: servicesOf(wiring.services),
    requestId,
    logEpoch,
    origin,
  };
  const { data, errors } = await graphql({
    schema,
    source: `mutation ($input: ${type}) { answer: ${mutation}(input: $input) { replayed ${partsOf(payload)} } }`,
    variableValues: { input },
    contextValue,
  });
  const formatted = errors?.map((error) => formatError(error, contextValue));
  const answer = data?.answer as { replayed: boolean } | null | undefined;
  return { code: formatted?.[0]?.extensions.code ?? 'OK', replayed: answer?.replayed, requestId };
}

/** The objects that a payload leads to, so that its answer has to be read. */
function partsOf(payload: Parameters<typeof selectionOf>[0]): string {
  const { ofType } = payload as unknown as {
    ofType: { getFields(): Record<string, { name: string; type: typeof payload }> };
  };
  const parts = Object.values(ofType.getFields()).map(({ name, type }) => [name, selectionOf(type)] as const);
  return parts.flatMap(([name, selection]) => (selection ? [name + selection] : [])).join(' ');
}

/** What requests have left that were carried out: records of their key, and entries in the audit log. */
async function traces(
  key: string,
  requestIds: readonly string[],
): Promise<{ records: number; entries: number }> {
  const count = async (from: string, params: readonly string[]): Promise<number> => {
    const rows = await world.database.reader.rows<{ n: unknown }>(
      `SELECT COUNT(*) AS n FROM ${from}`,
      params,
    );
    return Number(rows[0]!.n);
  };
  const marks = requestIds.map(() => '?').join(', ');
  return {
    records: await count('idempotency_records WHERE idempotency_key LIKE ?', [`${key}%`]),
    entries: await count(`audit_entries WHERE request_id IN (${marks})`, requestIds),
  };
}

/** The number of the statement that meets a fault. */
type Trial = [target: number, fault: Fault];

const RIGHT = ['OK', 'UNAVAILABLE', 'OUTCOME_UNKNOWN', 'CONFLICT'];

/** What is wrong with what came of one fault; empty when all is right. */
async function tryFault(
  mutation: string,
  [target, fault]: Trial,
  once: object,
): Promise<{ met: boolean; wrong: string[] }> {
  const key = newId();
  const input = { ...(await mutations.inputs[mutation]!()), idempotencyKey: key };
  door.set(target, fault);
  const first = await send(mutation, input);
  const { failedAt } = door;
  door.set();
  const before = await traces(key, [first.requestId]);
  const again = await send(mutation, input);
  const after = await traces(key, [first.requestId, again.requestId]);
  const wrong: string[] = [];
  const check = (right: boolean, what: string): void => {
    if (!right) wrong.push(`${mutation}, ${fault} at ${target} (${failedAt?.slice(0, 60)}): ${what}`);
  };
  check(RIGHT.includes(first.code), `answered ${first.code}`);
  if (first.code === 'OK')
    check(isDeepStrictEqual(before, once), `OK, but it left ${JSON.stringify(before)}`);
  if (first.code === 'UNAVAILABLE' || first.code === 'CONFLICT') {
    check(before.entries === 0 && before.records === 0, `${first.code}, but something was carried out`);
  }
  check(again.code === 'OK', `sent again: ${again.code}`);
  check(again.replayed === before.entries > 0, `sent again: replayed ${again.replayed}`);
  check(isDeepStrictEqual(after, once), `it left ${JSON.stringify(after)} in the end`);
  return { met: failedAt !== null, wrong };
}

/** The faults of one mutation: all of them, or some that the seed chooses. The commit is always among them. */
function chosenTrials(mutation: string, statements: readonly string[]): Trial[] {
  const every = statements.flatMap((_sql, target) => FAULTS.map((fault): Trial => [target, fault]));
  if (WANTED === 'all') return every;
  const commit = statements.indexOf('COMMIT');
  const sample = Array.from({ length: Number(WANTED) }, (_, i) => {
    const hash = createHash('sha256').update(`${SEED} ${mutation} ${i}`).digest();
    return every[hash.readUInt32BE(0) % every.length]!;
  });
  return [...sample, [commit, 'LOST_BEFORE'], [commit, 'LOST_AFTER']];
}

describe(`on ${testDatabaseKind()}, whatever statement of a request fails`, () => {
  it('knows an input of every mutation', () => {
    expect(Object.keys(mutations.inputs).sort()).toEqual([...fields.keys()].sort());
  });

  it.each([...fields.keys()])(
    '%s is done wholly or not at all, says so, and once when it is sent again',
    async (mutation) => {
      const idempotencyKey = newId();
      const input = { ...(await mutations.inputs[mutation]!()), idempotencyKey };
      door.set();
      const { code, requestId } = await send(mutation, input);
      const statements = [...door.statements];
      expect([code, statements.includes('COMMIT')]).toEqual(['OK', true]);
      const once = await traces(idempotencyKey, [requestId]);
      expect(Math.min(once.entries, once.records)).toBeGreaterThan(0);
      const trials = chosenTrials(mutation, statements);
      let met = 0;
      const wrong: string[] = [];
      for (const trial of trials) {
        const outcome = await tryFault(mutation, trial, once);
        wrong.push(...outcome.wrong);
        if (outcome.met) met += 1;
      }
      expect(wrong).toEqual([]);
      expect(met).toBeGreaterThanOrEqual(trials.length * 0.8);
      expect(await findOrphans(world.database.reader)).toEqual([]);
      expect(await world.violations()).toEqual([]);
    },
    600_000,
  );

  it('leaves nothing that does not add up', async () => {
    expect(await world.violations()).toEqual([]);
  });
});
