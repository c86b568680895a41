import {
  accountScope,
  documentScope,
  scopeKey,
  scopeOf,
  seesDocument,
  type RowGrants,
} from '../../../src/auth/row-scope';

const none: RowGrants = { roles: [], restricted: false, accountPaths: [], territoryIds: [], repId: null };
const tree = (accountPaths: string[], territoryIds: string[] = [], repIds: string[] = []) => ({
  all: false,
  accountPaths,
  territoryIds,
  repIds,
});

describe('scopeOf', () => {
  it.each(['ADMIN', 'SALES_MANAGER', 'OPERATIONS', 'FINANCE', 'ANALYST', 'VIEWER'])(
    'lets a %s see all',
    (role) => {
      expect(scopeOf({ ...none, roles: [role] })).toEqual({ all: true });
    },
  );

  it.each(['SALES_REP', 'PARTNER', 'BUYER', 'UNKNOWN'])('lets a %s without grants see nothing', (role) => {
    expect(scopeOf({ ...none, roles: [role] })).toEqual(tree([]));
  });

  it('restricts any role to the accounts and territories that are listed for it', () => {
    const grants = {
      ...none,
      roles: ['ADMIN'],
      restricted: true,
      accountPaths: ['/A/'],
      territoryIds: ['T'],
    };
    expect(scopeOf(grants)).toEqual(tree(['/A/'], ['T']));
  });

  it('shows nothing to a principal whose listed accounts do not exist', () => {
    expect(scopeOf({ ...none, roles: ['ADMIN'], restricted: true })).toEqual(tree([]));
  });

  it('lets a sales representative see by territory and by ownership', () => {
    const grants = { ...none, roles: ['SALES_REP'], restricted: true, territoryIds: ['T'], repId: 'R' };
    expect(scopeOf(grants)).toEqual(tree([], ['T'], ['R']));
  });

  it('sorts, and leaves out duplicates and sub-trees', () => {
    const grants = {
      ...none,
      restricted: true,
      accountPaths: ['/B/', '/A/C/', '/A/', '/B/'],
      territoryIds: ['2', '1', '2'],
    };
    expect(scopeOf(grants)).toEqual(tree(['/A/', '/B/'], ['1', '2']));
  });

  it('is narrowed by claims, to the sub-account that both allow', () => {
    const grants = {
      ...none,
      restricted: true,
      accountPaths: ['/A/', '/B/C/'],
      territoryIds: ['T'],
      repId: 'R',
    };
    const claims = { accountPaths: ['/A/D/', '/B/', '/X/'] };
    expect(scopeOf(grants, claims)).toEqual(tree(['/A/D/', '/B/C/']));
    expect(scopeOf(grants, { territoryIds: ['T', 'U'] })).toEqual(tree([], ['T']));
  });

  it('is never widened by claims', () => {
    expect(scopeOf({ ...none, roles: ['BUYER'] }, { accountPaths: ['/A/'], territoryIds: ['T'] })).toEqual(
      tree([]),
    );
    expect(scopeOf({ ...none, roles: ['ADMIN'] }, { accountPaths: [] })).toEqual(tree([]));
    expect(scopeOf({ ...none, roles: ['ADMIN'] }, { accountPaths: ['/A/'] })).toEqual(tree(['/A/']));
  });
});

describe('scopeKey', () => {
  it('is the same for the same rows, however they were granted', () => {
    const a = scopeOf({ ...none, restricted: true, accountPaths: ['/B/', '/A/'] });
    const b = scopeOf({ ...none, restricted: true, accountPaths: ['/A/', '/B/', '/A/C/'] });
    expect(scopeKey(a)).toBe(scopeKey(b));
  });

  it('differs between accounts, territories and representatives of the same id', () => {
    const keys = [tree(['X']), tree([], ['X']), tree([], [], ['X']), { all: true } as const].map((scope) =>
      scopeKey(scope as Parameters<typeof scopeKey>[0]),
    );
    expect(new Set(keys).size).toBe(4);
  });
});

describe('the SQL of a scope', () => {
  it('is never true for an empty scope', () => {
    const empty = scopeOf(none);
    expect(accountScope(empty, 'a')).toEqual({ sql: '1 = 0', params: [] });
    expect(documentScope(empty, 'o')).toEqual({ sql: '1 = 0', params: [] });
  });

  it('is always true without limits', () => {
    expect(documentScope({ all: true }, 'o')).toEqual({ sql: '1 = 1', params: [] });
  });

  it('carries every value as a parameter', () => {
    const { sql, params } = documentScope(
      scopeOf({ ...none, restricted: true, accountPaths: ["/A'/"], repId: 'R' }),
      'o',
    );
    expect(sql).not.toContain("A'");
    expect(params).toEqual(["/A'/", "/A'0", 'R', 'R']);
  });
});

describe('seesDocument', () => {
  it('does not take a sibling whose id begins alike for a sub-account', () => {
    const scope = scopeOf({ ...none, restricted: true, accountPaths: ['/A/'] });
    const at = (path: string) =>
      seesDocument(scope, {
        account: { path, territoryId: null, ownerRepId: null },
        territoryId: null,
        repId: null,
      });
    expect([at('/A/'), at('/A/B/'), at('/AB/'), at('/')]).toEqual([true, true, false, false]);
  });
});
