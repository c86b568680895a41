import * as fc from 'fast-check';
import { until } from '../support/until';
import { brokenBody, brokenDocument, rawRequest } from './broken-requests';
import { converse } from './conversation';
import { introduction, steps } from './frames';
import { residentMb, usedMb } from './memory';
import { Neighbour } from './neighbour';
import { operationOf, payloadOf, type Operation } from './operations';
import { exchangeRaw, statusesOf } from './raw-http';
import { expectSound } from './soundness';
import { Stage } from './stage';
import { AT_A_TIME, SECONDS, SEED, tryFor } from './tries';

const SETTLING_SECONDS = 600;
/** Queries that come again are compiled, and kept so. */
const UNTIL_COMPILED = 4;
/** Growth over four hundred operations and some websockets that is still noise. */
const TOLERATED_MB = 6;

jest.setTimeout((SECONDS + SETTLING_SECONDS) * 1_000);

let stage: Stage;
const parts: Record<string, unknown> = {};
/** How often each mutation succeeded. */
const carriedOut: Record<string, number> = {};

beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => {
  await stage.stop();
  if (process.env.ORDERWIRE_FUZZ_SECONDS) console.log(`seed ${SEED}`, parts, stage.counts, carriedOut);
});

const ask = async (operation: Operation) => {
  const { text } = await stage.ask(payloadOf(operation, stage.known), operation.token);
  if (operation.root !== 'Mutation' || !text.startsWith('{"data":{"a0":{')) return;
  const { name } = operation.fields[0]!;
  carriedOut[name] = (carriedOut[name] ?? 0) + 1;
};
const refresh = () => stage.refresh();

async function part(name: string, cases: number): Promise<void> {
  parts[name] = { cases, usedMb: await usedMb(), residentMb: residentMb() };
}

const mostly = fc.integer({ min: 0, max: 4 }).map((n) => n > 0);
const conversations = fc.record({ introduction, steps, patient: mostly });

describe('whatever is sent', () => {
  afterEach(() => expectSound(stage));

  it('queries over the whole schema are answered or refused', async () => {
    const cases = await tryFor(SECONDS * 0.2, operationOf('Query', stage.tokens.length), ask, refresh);
    await part('queries', cases);
    expect(cases).toBeGreaterThan(AT_A_TIME);
  });

  it('mutations over the whole schema are carried out or refused', async () => {
    const kinds = () => Object.keys(carriedOut).length;
    const enough = () => kinds() > 5;
    const mutations = operationOf('Mutation', stage.tokens.length);
    const cases = await tryFor(SECONDS * 0.4, mutations, ask, refresh, enough);
    await part('mutations', cases);
    expect(cases).toBeGreaterThan(AT_A_TIME);
    expect(kinds()).toBeGreaterThan(5);
  });

  it('documents that are hardly GraphQL, and bodies that are hardly JSON, are refused', async () => {
    const bodies = fc.oneof(
      brokenBody,
      brokenDocument.map((query) => JSON.stringify({ query })),
    );
    const cases = await tryFor(SECONDS * 0.1, bodies, async (body) => void (await stage.ask(body)));
    await part('bodies', cases);
    expect(cases).toBeGreaterThan(AT_A_TIME);
  });

  it('requests that are hardly HTTP are refused', async () => {
    const requests = fc.record({
      text: rawRequest,
      reset: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    });
    const cases = await tryFor(SECONDS * 0.1, requests, async ({ text, reset }) => {
      const answer = await exchangeRaw(stage.url, text, { reset });
      if (statusesOf(answer).some((status) => status >= 500)) throw new Error(answer.slice(0, 2_000));
    });
    await part('requests', cases);
    expect(cases).toBeGreaterThan(AT_A_TIME);
  });

  it('frames of websockets are answered, or close their own connection and no other', async () => {
    const neighbour = new Neighbour(stage);
    const cases = await tryFor(
      SECONDS * 0.2,
      conversations,
      (one) => converse(stage, one),
      async () => {
        await stage.refresh();
        await neighbour.ask();
      },
    );
    await part('websockets', cases);
    expect(cases).toBeGreaterThan(AT_A_TIME);
    await neighbour.leave();
    const { hub } = stage.world.app.services;
    await until(() => hub.followerCount === 0);
  });

  it('leaves no memory behind', async () => {
    const operations = fc.sample(operationOf('Query', stage.tokens.length), { numRuns: 100, seed: SEED });
    const talks = fc.sample(conversations, { numRuns: AT_A_TIME, seed: SEED });
    const round = async () => {
      await Promise.all(operations.map(ask));
      await Promise.all(talks.map((talk) => converse(stage, talk)));
      return usedMb();
    };
    for (let i = 1; i < UNTIL_COMPILED; i++) await round();
    const before = await round();
    for (let i = 0; i < 3; i++) await round();
    let after = await round();
    parts.rounds = { before, after };
    // What connections leave is let go of when their sockets have closed, which may be later.
    await until(async () => (after = await usedMb()) - before < TOLERATED_MB);
  });
});
