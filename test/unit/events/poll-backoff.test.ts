import { PollBackoff } from '../../../src/events/poll-backoff';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('looks often for a while after something was found, then less and less often', () => {
  const backoff = new PollBackoff(15, 100, 60);
  expect(backoff.after(false)).toBe(100);
  expect(backoff.after(true)).toBe(15);
  expect(backoff.after(false)).toBe(15);
  jest.advanceTimersByTime(80);
  expect([1, 2, 3, 4].map(() => backoff.after(false))).toEqual([30, 60, 100, 100]);
});

test('looks often while something is said to come', () => {
  const backoff = new PollBackoff(15, 100, 60);
  backoff.expect();
  expect([backoff.after(false), backoff.after(false)]).toEqual([15, 15]);
  jest.advanceTimersByTime(80);
  expect(backoff.after(false)).toBe(30);
});
