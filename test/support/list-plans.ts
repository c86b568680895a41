import type { AnyList, Reader } from '../../src/persistence/lists/define-list';
import type { PageRequest } from '../../src/persistence/lists/keyset';
import type { Sql } from '../../src/persistence/sql';
import { recordingReads, type Statement } from './statements';

/** How many rows a page has whose statement is asked for its plan. */
export const PAGE = 50;

/** The statements that read pages of a list in both directions, from both ends and further on. */
export async function pageStatements(
  reader: Sql,
  list: AnyList,
  scope: Reader,
  query: { filter: object; sort: string },
): Promise<Statement[]> {
  const { sql, statements } = recordingReads(reader);
  for (const descending of [true, false]) {
    const opened = await list.open(sql, scope, { ...query, descending });
    const { edges } = await opened.page({ first: PAGE });
    const { cursor } = edges.at(-1)!;
    const further: PageRequest[] = [
      { first: PAGE, after: cursor },
      { last: PAGE },
      { last: PAGE, before: cursor },
    ];
    for (const request of further) await opened.page(request);
  }
  return statements;
}
