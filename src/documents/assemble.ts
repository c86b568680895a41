import { put } from '../shared/groups';
import { eachInSteps } from '../shared/turns';
import { rowsOf, valueOf, type Document, type DocumentRow, type NamedPart, type Root } from './document';

/** The rows of each part, by its name, in any order. */
export type RowsByPart = ReadonlyMap<string, readonly DocumentRow[]>;

/**
 * Puts rows together into aggregates, in the order of the roots: the rows of a part as it orders them, and those that hang under others
 * in the order of these. Works in steps; a database would sort the parts of a large document in one piece.
 */
export async function assemble<A extends object, C>(
  { root, partList }: Document<A, C>,
  roots: readonly Root<A>[],
  rows: RowsByPart,
): Promise<A[]> {
  const aggregates = roots.map((row) => aggregateOf(root.name, partList, row));
  for (const part of partList) {
    const groups = await grouped(rows.get(part.name) ?? [], part);
    for (const aggregate of aggregates) {
      const own = rowsOf(aggregate, part);
      const owners = part.under
        ? rowsOf(aggregate, { name: part.under.part })
        : [valueOf(aggregate, root.name)];
      await eachInSteps(owners as DocumentRow[], ({ id }) => {
        const under = groups.get(id);
        if (!under) return;
        under.sort(inOrderOf(part.orderedBy));
        for (const row of under) own.push(row);
      });
    }
  }
  return aggregates as A[];
}

function aggregateOf(rootName: string, partList: readonly NamedPart[], row: object): Record<string, unknown> {
  const aggregate: Record<string, unknown> = { [rootName]: row };
  for (const { name } of partList) aggregate[name] = [];
  return aggregate;
}

/** Rows by the id of what they hang under. */
async function grouped(
  rows: readonly DocumentRow[],
  { under, documentId }: NamedPart,
): Promise<Map<string, DocumentRow[]>> {
  const property = under?.by ?? documentId!;
  const groups = new Map<string, DocumentRow[]>();
  await eachInSteps(rows, (row) => put(groups, valueOf(row, property) as string, row));
  return groups;
}

function inOrderOf(property: string): (a: DocumentRow, b: DocumentRow) => number {
  return (a, b) => ((valueOf(a, property) as string) < (valueOf(b, property) as string) ? -1 : 1);
}
