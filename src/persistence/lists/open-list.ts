import type { Columns, EntityClass } from '../mapping/entity-mapping';
import { mappingOf } from '../mapping/entity-mapping';
import { joinInOrder, type Sql } from '../sql';
import { allOf, fragment, type SqlFragment } from '../sql-fragment';
import { idsOf, type AccessPath } from './access-paths';
import { countRows } from './count-rows';
import { keysetPage, type KeysetPage, type PageRequest, type Slice, type Sort } from './keyset';

/** How the rows of a list are found. */
export type Access =
  /** In the order of an index: from the places where the filters have their rows, or from its ends. */
  | { readonly places: readonly (readonly SqlFragment[])[]; readonly rest: SqlFragment }
  /** All rows that a path leads to, which are few: no part of it leads to more than the limit. */
  | { readonly path: AccessPath; readonly limit: number }
  /** As the database likes by the filter; row by row, it does not find rows by what is visible. */
  | { readonly plainly: true; readonly rowByRow: boolean };

type FewRows = Extract<Access, { path: AccessPath }>;

export interface Opened<E extends object> {
  readonly entity: EntityClass<E>;
  readonly sort: Sort<E>;
  /** The filter. */
  readonly condition: SqlFragment;
  /** The rows that the caller may see; null for all. */
  readonly visible: SqlFragment | null;
  readonly access: Access;
  /** What pages are read with. */
  readonly reader: Sql;
}

/** Rows that match a filter and that the caller may see, in one order; read a page at a time. */
export class OpenList<E extends object> {
  private readonly table: string;

  constructor(
    private readonly sql: Sql,
    private readonly opened: Opened<E>,
  ) {
    this.table = mappingOf(opened.entity).table;
  }

  /** One statement. A part needs the columns that the list is sorted by. */
  async page(request: PageRequest, part?: Columns<E>): Promise<Slice<E>> {
    const { entity, sort, reader } = this.opened;
    const page = keysetPage(sort, request);
    const { sql, params } = this.pageTail(page);
    return page.cut(await reader.select(entity, sql, params, part));
  }

  /** How many rows there are on all pages. Reads all of them: only for who asks. */
  count(): Promise<number> {
    const { access } = this.opened;
    const from = 'path' in access ? this.among(access) : fragment(`${this.table} t`);
    return countRows(this.sql, from, this.condition);
  }

  private get condition(): SqlFragment {
    return allOf([this.opened.condition, this.opened.visible]);
  }

  /**
   * What follows `FROM table t`. All but the plainest pages are found as ids first, and their rows after that: an index that has
   * all that a condition asks for is chosen however often its value occurs.
   */
  private pageTail(page: KeysetPage<E>): SqlFragment {
    const { access, visible } = this.opened;
    if ('path' in access) return this.chosen(page, access);
    if ('plainly' in access) {
      const seen = visible && access.rowByRow ? rowByRow(visible) : visible;
      return selected(page, [this.opened.condition, seen]);
    }
    const along = [access.rest, visible && rowByRow(visible)];
    if (access.places[0]!.length === 0) return selected(page, along);
    const wheres = access.places.map((place) => allOf([...place, ...along, page.where]));
    return this.merged(page, wheres);
  }

  /** The page of a few rows. */
  private chosen(page: KeysetPage<E>, few: FewRows): SqlFragment {
    const from = this.among(few);
    const where = allOf([this.condition, page.where]);
    const ids = `SELECT t.id FROM ${from.sql} WHERE ${where.sql} ${page.tail}`;
    return joined(page, ids, [...from.params, ...where.params]);
  }

  /** The first rows of each place in the order of the list, merged. */
  private merged(page: KeysetPage<E>, wheres: readonly SqlFragment[]): SqlFragment {
    const columns = [...new Set(['t.id', ...this.opened.sort.keys.map((key) => key.column)])].join(', ');
    const selects = wheres.map(
      ({ sql }) => `SELECT ${columns} FROM ${this.table} t WHERE ${sql} ${page.tail}`,
    );
    const [first] = selects;
    const union = selects.map((select, i) => `SELECT * FROM (${select}) v${i}`).join(' UNION ALL ');
    const ids = selects.length === 1 ? first! : `SELECT t.id FROM (${union}) t ${page.tail}`;
    return joined(
      page,
      ids,
      wheres.flatMap(({ params }) => params),
    );
  }

  /** The rows to look at: they come first in the join, whatever the database thinks of it. */
  private among({ path, limit }: FewRows): SqlFragment {
    const ids = idsOf(path, limit);
    const on = `t.${path.of ?? 'id'} = way.id`;
    return fragment(`(${ids.sql}) way ${joinInOrder(this.sql)} ${this.table} t ON ${on}`, ids.params);
  }
}

function selected<E>(page: KeysetPage<E>, conditions: readonly (SqlFragment | null)[]): SqlFragment {
  const where = allOf([...conditions, page.where]);
  return fragment(`WHERE ${where.sql} ${page.tail}`, where.params);
}

/** Keeps databases from finding all rows of a condition through its indexes, and then sorting them. */
function rowByRow(condition: SqlFragment): SqlFragment {
  return fragment(`CASE WHEN ${condition.sql} THEN 1 ELSE 0 END = 1`, condition.params);
}

function joined<E>({ orderBy }: KeysetPage<E>, ids: string, params: SqlFragment['params']): SqlFragment {
  return fragment(`JOIN (${ids}) page ON page.id = t.id ${orderBy}`, params);
}
