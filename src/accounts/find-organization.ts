import { Currency } from '../../entities/accounts/currency';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { keysetPage, type PageRequest, type Slice, type Sort } from '../persistence/lists/keyset';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { num, type RawInteger } from '../persistence/values';

const BY_CODE = <N extends { code: string }>(name: string): Sort<N> => ({
  name,
  keys: [{ column: 't.code', kind: 'text', value: ({ code }) => code }],
});

export interface TerritoryFilter {
  groupName?: string | null;
  countryCode?: string | null;
}

/** Territories by code. */
export async function findTerritories(
  sql: Sql,
  filter: TerritoryFilter,
  request: PageRequest,
): Promise<Slice<Territory>> {
  const page = keysetPage(BY_CODE<Territory>('territories'), request);
  const where = allOf([territoryCondition(filter), page.where]);
  return page.cut(await sql.select(Territory, `WHERE ${where.sql} ${page.tail}`, where.params));
}

export function countTerritories(sql: Sql, filter: TerritoryFilter): Promise<number> {
  return count(sql, 'territories', territoryCondition(filter));
}

function territoryCondition({ groupName, countryCode }: TerritoryFilter): SqlFragment {
  return allOf([
    groupName ? fragment('t.group_name = ?', [groupName]) : null,
    countryCode ? fragment('t.country_code = ?', [countryCode]) : null,
  ]);
}

export interface RepFilter {
  territoryIds?: readonly string[] | null;
  active?: boolean | null;
}

/** Sales representatives by code. */
export async function findReps(sql: Sql, filter: RepFilter, request: PageRequest): Promise<Slice<Rep>> {
  const page = keysetPage(BY_CODE<Rep>('reps'), request);
  const where = allOf([repCondition(filter), page.where]);
  return page.cut(await sql.select(Rep, `WHERE ${where.sql} ${page.tail}`, where.params));
}

export function countReps(sql: Sql, filter: RepFilter): Promise<number> {
  return count(sql, 'reps', repCondition(filter));
}

function repCondition({ territoryIds, active }: RepFilter): SqlFragment {
  return allOf([
    territoryIds ? inList('t.territory_id', territoryIds) : null,
    typeof active === 'boolean' ? fragment('t.active = ?', [active ? 1 : 0]) : null,
  ]);
}

async function count(sql: Sql, table: 'territories' | 'reps', where: SqlFragment): Promise<number> {
  const [row] = await sql.separately.rows<{ n: RawInteger }>(
    `SELECT COUNT(*) AS n FROM ${table} t WHERE ${where.sql}`,
    where.params,
  );
  return num(row?.n);
}

/** ISO 4217 knows fewer than two hundred. */
export const MAX_CURRENCIES = 500;

/** Currencies by code. */
export function findCurrencies(sql: Sql): Promise<Currency[]> {
  return sql.select(Currency, `ORDER BY t.code LIMIT ${MAX_CURRENCIES}`);
}
