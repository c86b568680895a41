import { isDeepStrictEqual } from 'node:util';
import { checkInvariants } from '../support/invariants';
import type { Reader } from '../../src/persistence/reader';
import { num, type RawInteger } from '../../src/persistence/values';
import { expectFolded } from '../support/fold-events';
import { until } from '../support/until';
import type { Stage } from './stage';

const SETTLING_MS = 5_000;

/** Fails unless the data is as sound as before: every invariant, gapless positions, events that add up to the rows, and a server that says so. */
export async function expectSound(stage: Stage): Promise<void> {
  expect(stage.faults().slice(0, 3)).toEqual([]);
  const { world, url } = stage;
  const { reader } = world.app.services.database;
  await expectSoon(() => checkInvariants(reader), []);
  await expectSoon(() => faultsOfPositions(reader), { lastAhead: 0, repeated: 0 });
  await expectFolded(reader);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
}

/** What a client did not wait for may still be under way: it has some seconds to come to its end. */
async function expectSoon<T>(look: () => Promise<T>, expected: T): Promise<void> {
  await until(async () => isDeepStrictEqual(await look(), expected), SETTLING_MS).catch(() => undefined);
  expect(await look()).toEqual(expected);
}

/** By how much the last position is ahead of (or, while events wait, behind) the count of events, and how many positions are there more than once. */
async function faultsOfPositions(reader: Reader): Promise<Record<'lastAhead' | 'repeated', number>> {
  const [log] = await reader.rows<Record<'events' | 'positions' | 'last', RawInteger>>(
    'SELECT COUNT(*) AS events, COUNT(DISTINCT position) AS positions, MAX(position) AS last FROM events',
  );
  const [events, positions, last] = [num(log!.events), num(log!.positions), num(log!.last ?? 0)];
  return { lastAhead: last - events, repeated: events - positions };
}
