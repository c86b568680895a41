import { SeenKeys } from '../../../src/imports/order-files/seen-keys';

it('answers the line on which a key came first, for hundreds of thousands of them', () => {
  const seen = new SeenKeys();
  const keys = Array.from({ length: 200_000 }, (_, i) => `erp\0order-${i}`);
  expect(keys.filter((key, i) => seen.put(key, i + 1) !== undefined)).toEqual([]);
  expect(keys.filter((key, i) => seen.put(key, 9_999_999) !== i + 1)).toEqual([]);
  expect(seen.put('erp\0order-200000', 7)).toBeUndefined();
});

it('takes at most 64 bytes a key', () => {
  const seen = new SeenKeys();
  const count = 100_000;
  for (let i = 0; i < count; i++) seen.put(`${i}`.padStart(190, 'x'), i + 1);
  expect(seen.bytes / count).toBeLessThanOrEqual(64);
});
