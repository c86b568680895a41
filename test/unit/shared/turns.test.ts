import { setImmediate as turn } from 'node:timers/promises';
import { eachInSteps, everyInSteps, mapInSteps } from '../../../src/shared/turns';

/** Keeps the thread to itself. */
function keepBusy(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until;);
}

const items = Array.from({ length: 60 }, (_, i) => i);

/** How many turns the event loop takes until the work is done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let done = false;
  const end = work.finally(() => (done = true));
  let turns = 0;
  for (; !done; turns++) await turn();
  await end;
  return turns;
}

describe('work in steps', () => {
  it('lets everybody else have turns while it lasts', async () => {
    expect(await turnsDuring(eachInSteps(items, () => keepBusy(3)))).toBeGreaterThanOrEqual(5);
    expect(await turnsDuring(everyInSteps(items, () => (keepBusy(3), true)))).toBeGreaterThanOrEqual(5);
  });

  it('does one of several works in each turn, so that none waits for all others', async () => {
    const steps: string[] = [];
    const work = (name: string) =>
      eachInSteps(items, () => {
        keepBusy(2);
        steps.push(name);
      });
    await Promise.all([work('a'), work('b')]);
    const half = steps.slice(0, items.length);
    expect(half).toContain('a');
    expect(half).toContain('b');
  });

  it('takes no turn for an empty list', async () => {
    let later = false;
    setImmediate(() => (later = true));
    await eachInSteps([], () => undefined);
    expect(await mapInSteps([], String)).toEqual([]);
    expect(later).toBe(false);
  });

  it('keeps the order of the items', async () => {
    expect(await mapInSteps(items, (item, index) => `${item} ${index}`)).toEqual(
      items.map((item) => `${item} ${item}`),
    );
  });

  it('stops at the first that does not hold', async () => {
    const seen: number[] = [];
    expect(await everyInSteps(items, (item) => seen.push(item) < 4)).toBe(false);
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  it('fails with what an item fails with', async () => {
    const failing = eachInSteps(items, (item) => {
      if (item === 20) throw new Error('the twentieth');
    });
    await expect(failing).rejects.toThrow('the twentieth');
  });
});
