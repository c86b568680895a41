import { Pace } from '../../../src/events/poll-backoff';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('looks often for a while after something was found, then less and less often', () => {
  const pace = new Pace(15, 100, 60);
  expect(pace.after(false)).toBe(100);
  expect(pace.after(true)).toBe(15);
  expect(pace.after(false)).toBe(15);
  jest.advanceTimersByTime(80);
  expect([1, 2, 3, 4].map(() => pace.after(false))).toEqual([30, 60, 100, 100]);
});

test('looks often while something is said to come', () => {
  const pace = new Pace(15, 100, 60);
  pace.expect();
  expect([pace.after(false), pace.after(false)]).toEqual([15, 15]);
  jest.advanceTimersByTime(80);
  expect(pace.after(false)).toBe(30);
});
