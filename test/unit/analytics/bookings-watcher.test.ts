import { setTimeout as delay } from 'node:timers/promises';
import { BookingsWatcher } from '../../../src/analytics/bookings-watcher';

/** A watcher whose updates say which groups they are about. */
function watch(minIntervalMs: number) {
  const told: unknown[] = [];
  const watcher = new BookingsWatcher(minIntervalMs, (changed) => {
    told.push(changed === 'ALL' ? changed : [...changed]);
    return { items: [], at: 0n, position: 0n };
  });
  return { watcher, told };
}

test('changes between two updates come together, each group once', async () => {
  const { watcher, told } = watch(0);
  watcher.mark(['a']);
  watcher.mark(['b', 'a']);
  await watcher.next();
  expect(told).toEqual([['a', 'b']]);
});

test('updates come no more often than asked for; the last change is not lost', async () => {
  const begin = performance.now();
  const { watcher, told } = watch(80);
  watcher.markAll();
  await watcher.next();
  expect(performance.now() - begin).toBeGreaterThanOrEqual(79);
  watcher.mark(['a']);
  const second = watcher.next();
  await delay(20);
  watcher.mark(['b']);
  await second;
  expect(performance.now() - begin).toBeGreaterThanOrEqual(159);
  expect(told).toEqual(['ALL', ['a', 'b']]);
});

test('a change of everything covers what changed before and after it', async () => {
  const { watcher, told } = watch(0);
  watcher.mark(['a']);
  watcher.markAll();
  watcher.mark(['b']);
  await watcher.next();
  expect(told).toEqual(['ALL']);
});

test('closing ends one who waits, also during the pause between updates', async () => {
  for (const changed of [[], ['a']]) {
    const { watcher } = watch(60_000);
    const waiting = watcher.next();
    watcher.mark(changed);
    await delay(5);
    watcher.close();
    expect(await waiting).toBeNull();
  }
});

test('a failure of the view reaches the one who waits', async () => {
  const { watcher } = watch(0);
  const waiting = watcher.next();
  watcher.fail(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
});
