import { anyOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { isRole, UNRESTRICTED_ROLES } from './roles';

/**
 * Which rows a principal may see. `all`, or whatever lies in one of the account trees, in one of the territories, or belongs to
 * one of the sales representatives; three empty lists mean nothing. Lists are sorted and without duplicates.
 */
export type Scope = { readonly all: true } | LimitedScope;

export interface LimitedScope {
  readonly all: false;
  /** Materialised paths (`/id/id/`); each stands for its account and every sub-account. */
  readonly accountPaths: readonly string[];
  readonly territoryIds: readonly string[];
  readonly repIds: readonly string[];
}

export const NOTHING: Scope = { all: false, accountPaths: [], territoryIds: [], repIds: [] };

/** What a principal has been given; account ids have been resolved to the paths of accounts that exist. */
export interface RowGrants {
  roles: readonly string[];
  /** Whether the principal's row lists accounts or territories at all, existing or not. */
  restricted: boolean;
  accountPaths: readonly string[];
  territoryIds: readonly string[];
  repId: string | null;
}

/** The limits that a token puts on its principal; a list that is absent limits nothing as long as the other is absent too. */
export interface RowClaims {
  accountPaths?: readonly string[];
  territoryIds?: readonly string[];
}

/**
 * The one function that says which rows a principal may see. Listed accounts and territories restrict any role; without them an
 * unrestricted role sees all. Claims only narrow: of the principal's rows they leave those in the claimed accounts or territories.
 */
export function scopeOf(grants: RowGrants, claims: RowClaims = {}): Scope {
  const granted = grantedScope(grants);
  if (!claims.accountPaths && !claims.territoryIds) return granted;
  const accountPaths = claims.accountPaths ?? [];
  const territoryIds = claims.territoryIds ?? [];
  if (granted.all) return limited(accountPaths, territoryIds, []);
  return limited(
    commonTrees(granted.accountPaths, accountPaths),
    territoryIds.filter((id) => granted.territoryIds.includes(id)),
    [],
  );
}

function grantedScope({ roles, restricted, accountPaths, territoryIds, repId }: RowGrants): Scope {
  const unrestricted = roles.some((role) => isRole(role) && UNRESTRICTED_ROLES.has(role));
  if (unrestricted && !restricted) return { all: true };
  return limited(accountPaths, territoryIds, repId === null ? [] : [repId]);
}

function limited(
  accountPaths: readonly string[],
  territoryIds: readonly string[],
  repIds: readonly string[],
): Scope {
  const sorted = [...new Set(accountPaths)].sort();
  return {
    all: false,
    accountPaths: sorted.filter((path) => !sorted.some((other) => other !== path && path.startsWith(other))),
    territoryIds: [...new Set(territoryIds)].sort(),
    repIds: [...new Set(repIds)].sort(),
  };
}

/** The trees that lie in both lists: of two that contain each other the smaller one. */
function commonTrees(a: readonly string[], b: readonly string[]): string[] {
  return a.flatMap((x) => b.flatMap((y) => (x.startsWith(y) ? [x] : y.startsWith(x) ? [y] : [])));
}

/** Equal for scopes that see the same rows by the same grants; for caches and groups of subscribers. */
export function scopeKey(scope: Scope): string {
  return scope.all ? '*' : JSON.stringify([scope.accountPaths, scope.territoryIds, scope.repIds]);
}

/** Condition on a row of `accounts`: in a visible tree, in a visible territory, or owned by a visible representative. */
export function accountScope(scope: Scope, alias: string): SqlFragment {
  return scope.all ? fragment('1 = 1') : anyOf(accountScopeParts(scope, alias));
}

/** The conditions of `accountScope` of which one must hold; each has an index of its own. */
export function accountScopeParts(scope: LimitedScope, alias: string): SqlFragment[] {
  const inTrees = scope.accountPaths.map((path) => inTree(alias, path));
  return [
    inTrees.length > 0 ? anyOf(inTrees) : null,
    grantedIn(`${alias}.territory_id`, scope.territoryIds),
    grantedIn(`${alias}.owner_rep_id`, scope.repIds),
  ].filter((part) => part !== null);
}

/** Whose a document is, and each row that carries it. All three null: the selling company's own. */
export interface DocumentOwner {
  accountId: string | null;
  territoryId: string | null;
  repId: string | null;
}

/**
 * Condition on a row with `account_id`, `territory_id` and `rep_id` (documents, booking entries, events, stock movements): of a visible
 * account, or itself in a visible territory or of a visible representative. A row without any of the three is for unlimited
 * scopes only.
 */
export function documentScope(scope: Scope, alias: string): SqlFragment {
  if (scope.all) return fragment('1 = 1');
  const accounts = accountScope(scope, 'scoped');
  if (accounts.params.length === 0) return accounts;
  return anyOf([
    fragment(
      `${alias}.account_id IN (SELECT scoped.id FROM accounts scoped WHERE ${accounts.sql})`,
      accounts.params,
    ),
    grantedIn(`${alias}.territory_id`, scope.territoryIds),
    grantedIn(`${alias}.rep_id`, scope.repIds),
  ]);
}

/** Condition on a row of `price_lists`: list prices, or what is agreed with a visible account. */
export function priceListScope(scope: Scope, alias = 't'): SqlFragment {
  if (scope.all) return fragment('1 = 1');
  const accounts = accountScope(scope, 'scoped');
  return anyOf([
    fragment(`${alias}.is_default = 1`),
    fragment(
      `${alias}.id IN (SELECT scoped.price_list_id FROM accounts scoped WHERE ${accounts.sql})`,
      accounts.params,
    ),
  ]);
}

/**
 * The account of a path and all below it. `/` ends every id of a path and `0` is the character after it, so this is a range of the
 * index on every database.
 */
export function inTree(alias: string, path: string): SqlFragment {
  return fragment(`${alias}.path >= ? AND ${alias}.path < ?`, [path, `${path.slice(0, -1)}0`]);
}

function grantedIn(column: string, ids: readonly string[]): SqlFragment | null {
  return ids.length === 0 ? null : inList(column, ids);
}

export interface AccountPlace {
  path: string;
  territoryId: string | null;
  ownerRepId: string | null;
}

export interface DocumentPlace {
  /** The account as it is now; null when it does not exist. */
  account: AccountPlace | null;
  territoryId: string | null;
  repId: string | null;
}

/** What `accountScope` says, for an account in memory. */
export function seesAccount(scope: Scope, { path, territoryId, ownerRepId }: AccountPlace): boolean {
  if (scope.all) return true;
  return (
    scope.accountPaths.some((tree) => path.startsWith(tree)) ||
    (territoryId !== null && scope.territoryIds.includes(territoryId)) ||
    (ownerRepId !== null && scope.repIds.includes(ownerRepId))
  );
}

/** What `documentScope` says, for a document, booking entry or event in memory. */
export function seesDocument(scope: Scope, { account, territoryId, repId }: DocumentPlace): boolean {
  if (scope.all) return true;
  return (
    (account !== null && seesAccount(scope, account)) ||
    (territoryId !== null && scope.territoryIds.includes(territoryId)) ||
    (repId !== null && scope.repIds.includes(repId))
  );
}
