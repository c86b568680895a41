import type { Database } from '../../../src/persistence/database';
import { WriteCheck } from '../../../src/persistence/write-check';

const FULL = Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
const READ_ONLY = Object.assign(new Error('read-only'), {
  code: 'ER_OPTION_PREVENTS_STATEMENT',
  errno: 1290,
});

/** A check on a database whose transactions end as `end` says at the time. */
function checkOn(state: { end: () => Promise<void> }) {
  let writes = 0;
  const failures: unknown[] = [];
  const transaction = (): Promise<void> => {
    writes += 1;
    return state.end();
  };
  const check = new WriteCheck({ transaction } as unknown as Database, (error) => failures.push(error));
  return { check, failures, writes: () => writes };
}

describe('whether anything can be written', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is found out by a write, which holds for five seconds', async () => {
    const { check, writes } = checkOn({ end: () => Promise.resolve() });
    for (let asked = 0; asked < 100; asked++) expect(await check.reason()).toBeNull();
    expect(writes()).toBe(1);
    jest.advanceTimersByTime(5_001);
    await check.reason();
    expect(writes()).toBe(2);
  });

  it('needs no write of its own while units of work are committed', async () => {
    const { check, writes } = checkOn({ end: () => Promise.reject(READ_ONLY) });
    check.note();
    expect(await check.reason()).toBeNull();
    expect(writes()).toBe(0);
  });

  it('is asked of the database once, however many ask at the same time', async () => {
    const { check, writes } = checkOn({ end: () => Promise.resolve() });
    await Promise.all(Array.from({ length: 50 }, () => check.reason()));
    expect(writes()).toBe(1);
  });

  it('is told in words when not, tried again after a second, and true again by itself', async () => {
    const state = { end: () => Promise.reject<void>(READ_ONLY) };
    const { check, writes, failures } = checkOn(state);
    const reason = 'The database is read-only at the moment.';
    expect([await check.reason(), await check.reason()]).toEqual([reason, reason]);
    expect([writes(), failures]).toEqual([1, [READ_ONLY]]);
    jest.advanceTimersByTime(1_001);
    expect(await check.reason()).toBe(reason);
    state.end = () => Promise.resolve();
    jest.advanceTimersByTime(1_001);
    expect(await check.reason()).toBeNull();
    expect(writes()).toBe(3);
  });

  it('does not trust small writes for ten seconds after a larger one found no room', async () => {
    const { check, writes } = checkOn({ end: () => Promise.resolve() });
    check.note();
    check.note(FULL);
    expect(await check.reason()).toBe('The database has no room left on its disk.');
    expect(writes()).toBe(0);
    jest.advanceTimersByTime(10_001);
    expect(await check.reason()).toBeNull();
    check.note(FULL);
    check.note();
    expect(await check.reason()).toBeNull();
  });

  it('is asked at once when a unit of work has failed for want of the database', async () => {
    const { check } = checkOn({ end: () => Promise.reject(READ_ONLY) });
    check.note();
    check.note(new Error('a bug'));
    expect(await check.reason()).toBeNull();
    check.note(READ_ONLY);
    expect(await check.reason()).toBe('The database is read-only at the moment.');
  });

  it('is no when a write does not end, unless one has ended a moment ago', async () => {
    const { check } = checkOn({ end: () => new Promise(() => undefined) });
    const asked = async (): Promise<string | null> => {
      const reason = check.reason();
      await jest.advanceTimersByTimeAsync(2_000);
      return reason;
    };
    expect(await asked()).toBe('The database has not ended a write within 2 seconds.');
    check.note();
    jest.advanceTimersByTime(6_000);
    expect(await asked()).toBeNull();
    jest.advanceTimersByTime(8_000);
    expect(await asked()).toBe('The database has not ended a write within 2 seconds.');
  });
});
