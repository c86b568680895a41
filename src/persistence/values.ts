/** What a driver may hand back for an integer: mysql2 gives BIGINT and SUM as text, libsql gives bigint. */
export type RawInteger = string | number | bigint;

/** A raw integer as a number. For values known to be below 2⁵³. */
export function num(raw: RawInteger | null | undefined): number {
  return raw === null || raw === undefined ? 0 : Number(raw);
}

/** A raw integer as a bigint; null counts as zero, as in a SUM over no rows. */
export function big(raw: RawInteger | null | undefined): bigint {
  return raw === null || raw === undefined ? 0n : BigInt(raw);
}

/** What a statement takes as a value. Moments, flags and JSON are stored as one of these (`entities/columns.ts`). */
export type Param = string | number | bigint | Buffer | null;

const MOST = 2n ** 63n - 1n;

/**
 * The value itself, when a statement can take it. Throws a `TypeError` for any other, a `RangeError` for a number that is not finite or an
 * integer beyond 64 bits. The drivers are not asked: to libsql a boolean is the end of the process, NaN is NULL, and mysql2 writes an
 * array as a list and an object as assignments.
 */
export function storable(value: unknown): Param {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw new RangeError(`${value} is not a number that can be stored`);
    case 'bigint':
      if (value <= MOST && value >= -MOST - 1n) return value;
      throw new RangeError(`${value} is not an integer that can be stored`);
    default:
      if (value === null || Buffer.isBuffer(value)) return value;
      throw new TypeError(
        `A statement takes texts, numbers, bigints, buffers and null, not ${kindOf(value)}`,
      );
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`;
  return Array.isArray(value) ? 'an array' : `an instance of ${value.constructor?.name ?? 'nothing'}`;
}
