import { StartupError } from '../../shared/startup-error';

/**
 * How the text of a cell becomes JSON. Amounts are in the currency of the order's `currencyCode`. `check` says something of the file, and is
 * no part of the order.
 */
export type CellKind = 'text' | 'integer' | 'boolean' | 'list' | 'moment' | 'amount' | 'check';

export interface CsvColumn {
  name: string;
  /** The field of `ImportOrderInput`, or of one of its lines. */
  path: string;
  kind: CellKind;
  of: 'order' | 'line';
}

/** How many lines the order has: a file that has lost some is found out by it. */
export const LINE_COUNT = 'lineCount';

/** Column names with the paths of their fields; where there is no path, it is the name. */
type Names = readonly (string | readonly [name: string, path: string])[];

const ADDRESS_PARTS = [
  'company',
  'attention',
  'line1',
  'line2',
  'city',
  'region',
  'postalCode',
  'countryCode',
];

export const CSV_COLUMNS: readonly CsvColumn[] = [
  ...columns('order', 'text', [
    ['externalId', 'externalId.externalId'],
    ['system', 'externalId.system'],
    ...['accountNumber', 'accountId'],
    ['accountExternalId', 'accountExternalId.externalId'],
    ['accountSystem', 'accountExternalId.system'],
    ...[
      'contactId',
      'repCode',
      'repId',
      'territoryCode',
      'territoryId',
      'channel',
      'poNumber',
      'quoteNumber',
    ],
    ...['currencyCode', 'requestedDay', 'paymentTerms', 'incoterm', 'shippingMethod'],
    ...['backorderPolicy', 'allocationPolicy', 'note', 'noteVisibility'],
    ['discountPercent', 'discount.percent'],
    ['discountReason', 'discount.reason'],
    ['campaign', 'campaign.campaign'],
    ['campaignSource', 'campaign.source'],
    ['campaignMedium', 'campaign.medium'],
    ...address('shipTo'),
    ...address('billTo'),
    ...['number', 'state', 'accountCurrency', 'accountRate'],
  ]),
  ...columns('order', 'check', [LINE_COUNT]),
  ...columns('order', 'moment', ['orderedAt', 'shippedAt']),
  ...columns('order', 'boolean', ['confirm']),
  ...columns('order', 'list', ['tags']),
  ...columns('order', 'amount', ['freight', 'tax', ['discountAmount', 'discount.amount']]),
  ...columns('line', 'text', [
    ...['sku', 'productId', 'trackingNumber'],
    ['lineRequestedDay', 'requestedDay'],
    ['lineDiscountPercent', 'discount.percent'],
    ['lineDiscountReason', 'discount.reason'],
  ]),
  ...columns('line', 'integer', ['quantity']),
  ...columns('line', 'amount', ['unitPrice', 'listPrice', ['lineDiscountAmount', 'discount.amount']]),
];

function columns(of: CsvColumn['of'], kind: CellKind, names: Names): CsvColumn[] {
  return names.map((item) => {
    const [name, path] = typeof item === 'string' ? [item, item] : item;
    return { name, path, kind, of };
  });
}

function address(field: 'shipTo' | 'billTo'): Names {
  const parts = ADDRESS_PARTS.map(
    (part) => [`${field}${part[0]!.toUpperCase()}${part.slice(1)}`, `${field}.address.${part}`] as const,
  );
  return [[`${field}AddressId`, `${field}.addressId`], ...parts];
}

/** One of each group must be there. */
const REQUIRED: readonly (readonly string[])[] = [
  ['externalId'],
  ['accountNumber', 'accountId', 'accountExternalId'],
  ['sku', 'productId'],
  ['quantity'],
];

/** The columns of a file, in its order. Throws a `StartupError` for unknown, doubled and missing ones. */
export function readHeader(file: string, names: readonly string[]): CsvColumn[] {
  const known = new Map(CSV_COLUMNS.map((column) => [column.name, column]));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const hint = unknown.some((name) => /[;\t]/.test(name)) ? ' Columns are separated by commas.' : '';
    throw new StartupError(
      `${file} has columns that orders do not have: ${unknown.map((name) => `"${name}"`).join(', ')}.${hint} ` +
        'Names are as docs/order-files.md lists them; take other columns out.',
    );
  }
  const doubled = names.filter((name, i) => names.indexOf(name) !== i);
  if (doubled.length > 0) throw new StartupError(`${file} has the column ${doubled[0]} more than once.`);
  const missing = REQUIRED.filter((group) => !group.some((name) => names.includes(name)));
  if (missing.length > 0) {
    const list = missing.map((group) => group.join(' or ')).join('; ');
    throw new StartupError(`${file} lacks a column: ${list}.`);
  }
  return names.map((name) => known.get(name)!);
}
