import { businessDay, isoText } from '../../../src/shared/clock';

describe('isoText', () => {
  test('writes what toISOString writes, at all times of day and at the ends of time', () => {
    const midnight = Date.UTC(2024, 1, 29);
    const moments = Array.from({ length: 2_000 }, (_, i) => midnight - 1_000 + i * 43_261);
    for (const at of [...moments, -1, 0, 8.64e15, -8.64e15, Date.UTC(0, 0, 1), midnight]) {
      const instant = new Date(at);
      expect(isoText(instant)).toBe(instant.toISOString());
    }
  });

  test('refuses an invalid date, also after a valid one', () => {
    isoText(new Date(0));
    expect(() => isoText(new Date(NaN))).toThrow(RangeError);
    expect(isoText(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('businessDay', () => {
  test('is that of the time zone, whichever was asked for before', () => {
    const late = new Date('2026-03-01T23:30:00Z');
    expect(businessDay(late, 'UTC')).toBe('2026-03-01');
    expect(businessDay(late, 'Europe/Berlin')).toBe('2026-03-02');
    expect(businessDay(late, 'UTC')).toBe('2026-03-01');
    expect(businessDay(new Date('2026-03-02T00:30:00Z'), 'UTC')).toBe('2026-03-02');
  });
});
