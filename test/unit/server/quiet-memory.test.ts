import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { giveMemoryBackWhenQuiet } from '../../../src/server/quiet-memory';
import { until } from '../../support/until';

interface Collection {
  kind: number;
  flags: number;
}

let forced = 0;
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const { kind, flags } = (entry as PerformanceEntry & { detail: Collection }).detail;
    const isForced = (flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) !== 0;
    if (kind === constants.NODE_PERFORMANCE_GC_MAJOR && isForced) forced += 1;
  }
});

beforeAll(() => observer.observe({ entryTypes: ['gc'] }));
afterAll(() => observer.disconnect());

async function keepBusy(ms: number): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end;) {
    for (const stop = performance.now() + 20; performance.now() < stop;);
    await pause(0);
  }
}

test('memory is given back when the process is quiet, in two steps, whatever comes between, not before, and not again soon', async () => {
  giveMemoryBackWhenQuiet(100);
  await keepBusy(500);
  await pause(0);
  expect(forced).toBe(0);
  await until(() => forced >= 1, 20_000);
  await keepBusy(300);
  await until(() => forced >= 2, 20_000);
  await pause(500);
  expect(forced).toBe(2);
  await keepBusy(300);
  await pause(500);
  expect(forced).toBe(2);
});
