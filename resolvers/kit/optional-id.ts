import { fromGlobalId } from '../../src/shared/global-id';

/** An optional global id as a ULID; undefined and null stay what they are. */
export function optionalId<T extends string | null | undefined>(
  type: string,
  value: T,
): T extends string ? string : T {
  return (typeof value === 'string' ? fromGlobalId(type, value) : value) as T extends string ? string : T;
}
