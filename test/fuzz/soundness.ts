import { checkInvariants } from '../../src/analytics/check-invariants';
import { num, type RawInteger } from '../../src/persistence/values';
import { expectFolded } from '../support/fold-events';
import { until } from '../support/until';
import type { Stage } from './stage';

/** Fails unless the data is as sound as before: every invariant, gapless positions, events that add up to the rows, and a server that says so. */
export async function expectSound(stage: Stage): Promise<void> {
  expect(stage.faults().slice(0, 3)).toEqual([]);
  const { world, url } = stage;
  const { reader } = world.app.services.database;
  await world.settle();
  await until(async () => (await checkInvariants(reader)).length === 0, 5_000).catch(() => undefined);
  expect(await checkInvariants(reader)).toEqual([]);
  const [log] = await reader.rows<Record<'events' | 'positions' | 'last', RawInteger>>(
    'SELECT COUNT(*) AS events, COUNT(DISTINCT position) AS positions, MAX(position) AS last FROM events',
  );
  expect([num(log!.positions), num(log!.last)]).toEqual([num(log!.events), num(log!.events)]);
  await expectFolded(reader);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
}
