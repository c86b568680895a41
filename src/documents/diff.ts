import type { Folded, Values } from './fold';

/** A value that differs between two moments of a document. */
export interface Difference<P extends string = string> {
  /** The part whose row it is a value of; null for the document itself. */
  part: P | null;
  /** Id of the document or row, as the folded documents have it. */
  id: string;
  property: string;
  /** As the folded documents have it; undefined where the row did not exist. */
  before: unknown;
  after: unknown;
}

/** Everything that differs, row by row. Before the document existed there was nothing. */
export function diffDocuments<P extends string>(
  before: Folded<P> | null,
  after: Folded<P> | null,
): Difference<P>[] {
  const id = String((after ?? before)?.root.id ?? '');
  const parts = Object.keys((after ?? before)?.parts ?? {}) as P[];
  return [
    ...diffRows<P>(null, id, before?.root, after?.root),
    ...parts.flatMap((part) => diffPart(part, before?.parts[part], after?.parts[part])),
  ];
}

function diffPart<P extends string>(
  part: P,
  before: ReadonlyMap<string, Values> = new Map(),
  after: ReadonlyMap<string, Values> = new Map(),
): Difference<P>[] {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].flatMap((id) => diffRows(part, id, before.get(id), after.get(id)));
}

function diffRows<P extends string>(
  part: P | null,
  id: string,
  before: Values = {},
  after: Values = {},
): Difference<P>[] {
  const properties = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...properties]
    .filter((property) => JSON.stringify(before[property]) !== JSON.stringify(after[property]))
    .map((property) => ({ part, id, property, before: before[property], after: after[property] }));
}
