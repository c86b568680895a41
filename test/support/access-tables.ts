import { PERMISSION_DESCRIPTIONS, type Permission } from '../../src/auth/permissions';
import { NODE_RIGHTS } from '../../src/auth/node-rights';
import {
  FIELD_RIGHTS,
  HOLD_RELEASE_RIGHTS,
  IMPORT_MODE_RIGHTS,
  INPUT_RIGHTS,
  ORDER_INPUT_RIGHTS,
  ORDER_LIST_RIGHTS,
  ROOT_RIGHTS,
  type Right,
} from '../../src/auth/rights';
import { Role, ROLE_PERMISSIONS, UNRESTRICTED_ROLES } from '../../src/auth/roles';
import { table } from './docs';

const ROLES = Object.values(Role);

/** The tables of `docs/access.md`, by the name of their section, made from the tables in code. */
export function accessTables(): Record<string, string> {
  return {
    roles: rolesTable(),
    fields: rightsTable({ ...ROOT_RIGHTS, ...FIELD_RIGHTS }),
    inputs: permissionsTable('Value', {
      ...ORDER_INPUT_RIGHTS,
      ...prefixed('orders: ', ORDER_LIST_RIGHTS),
      ...prefixed('importOrders: mode ', IMPORT_MODE_RIGHTS),
      ...INPUT_RIGHTS,
    }),
    holds: permissionsTable('Reason', HOLD_RELEASE_RIGHTS),
    rows: rowsTable(),
  };
}

function rolesTable(): string {
  const head = ['Permission', ...ROLES.map((role) => `\`${role}\``), 'Allows'];
  const rows = Object.entries(PERMISSION_DESCRIPTIONS).map(([name, allows]) => [
    `\`${name}\``,
    ...ROLES.map((role) => (ROLE_PERMISSIONS[role].has(name as Permission) ? '✓' : '')),
    allows,
  ]);
  const all = [
    'sees all rows unless restricted',
    ...ROLES.map((role) => (UNRESTRICTED_ROLES.has(role) ? '✓' : '')),
    '',
  ];
  return table(head, [...rows, all]);
}

function rightsTable(rights: Readonly<Record<string, Right>>): string {
  return table(
    ['Field', 'Needs', 'Without it'],
    Object.entries(rights).map(([name, right]) => [`\`${name}\``, ...describeRight(right)]),
  );
}

function permissionsTable(head: string, rights: Readonly<Record<string, Permission>>): string {
  return table(
    [head, 'Needs'],
    Object.entries(rights).map(([name, permission]) => [`\`${name}\``, `\`${permission}\``]),
  );
}

function prefixed(prefix: string, rights: Readonly<Record<string, Permission>>): Record<string, Permission> {
  return Object.fromEntries(Object.entries(rights).map(([name, right]) => [`${prefix}${name}`, right]));
}

function describeRight(right: Right): [needs: string, without: string] {
  switch (right.kind) {
    case 'NEEDS':
      return [`\`${right.permission}\``, '`FORBIDDEN`'];
    case 'NULL_WITHOUT':
      return [`\`${right.permission}\``, 'null or absent'];
    case 'SIGNED_IN':
      return ['a token; each object its own right', '`UNAUTHENTICATED`'];
    case 'WITH_PARENT':
      return ['nothing more than its object', ''];
  }
}

const RULES = {
  ACCOUNT: 'of the accounts that the principal sees, and of their sub-accounts',
  DOCUMENT: 'of the documents of the principal’s accounts, territories or representative',
  EVENT:
    'of objects of the types that the principal may see: of types whose rows are all seen, every event; of others, those of its accounts, territories or representative',
  PRICE_LIST: 'the default ones, and those agreed with an account that the principal sees',
  OWN: 'its own; with `PRINCIPAL_READ`, all',
  ALL: 'all: they are the selling company’s own',
  SELF: 'the principal itself',
} as const;

function rowsTable(): string {
  return table(
    ['Type', 'Needs', 'Rows'],
    Object.entries(NODE_RIGHTS).map(([type, { needs, rows }]) => [
      `\`${type}\``,
      needs === null ? 'a token' : `\`${needs}\``,
      RULES[rows],
    ]),
  );
}
