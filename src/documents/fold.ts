import type { EventData } from '../events/upcast';
import type { Document, PartName } from './document';

export type Values = Readonly<Record<string, unknown>>;

/** A document as its events leave it, in the form in which they carry values; each row of a part by its id. */
export interface Folded<P extends string = string> {
  root: Values;
  parts: Readonly<Record<P, ReadonlyMap<string, Values>>>;
}

/**
 * Works the events of one document, in the order of their versions, into what it was after the last of them; null for no events. The
 * first event must carry every value. A row has the values of younger columns from the first event that names it.
 */
export function foldDocument<A extends object, C, T extends string>(
  document: Pick<Document<A, C, T>, 'root' | 'partList' | 'events'>,
  events: readonly { type: string; data: EventData }[],
): Folded<PartName<A>> | null {
  if (events.length === 0) return null;
  const { root, partList } = document;
  const replacing: Readonly<Partial<Record<string, readonly string[]>>> = document.events.replacing ?? {};
  const folded: Record<string, unknown> = { ...root.younger };
  const parts: Record<string, Map<string, Values>> = {};
  for (const { name } of partList) parts[name] = new Map();
  for (const { type, data } of events) {
    Object.assign(folded, data[root.name]);
    for (const name of replacing[type] ?? []) parts[name]!.clear();
    for (const { name, younger } of partList) {
      const rows = parts[name]!;
      for (const row of (data[name] ?? []) as (Values & { id: string })[])
        rows.set(row.id, { ...(rows.get(row.id) ?? younger), ...row });
    }
  }
  return { root: folded, parts: parts as Record<PartName<A>, Map<string, Values>> };
}
