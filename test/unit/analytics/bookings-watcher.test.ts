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
  jest.useFakeTimers();
  const { watcher, told } = watch(80);
  watcher.markAll();
  const first = watcher.next();
  await jest.advanceTimersByTimeAsync(79);
  expect(told).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  await first;
  watcher.mark(['a']);
  const second = watcher.next();
  await jest.advanceTimersByTimeAsync(20);
  watcher.mark(['b']);
  await jest.advanceTimersByTimeAsync(59);
  expect(told).toEqual(['ALL']);
  await jest.advanceTimersByTimeAsync(1);
  await second;
  expect(told).toEqual(['ALL', ['a', 'b']]);
});

afterEach(() => jest.useRealTimers());

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
