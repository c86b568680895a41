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
