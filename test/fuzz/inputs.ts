import * as fc from 'fast-check';
import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import { hostileCursor, hostileDate, hostileId, hostileJson, hostileNumber, hostileText } from './hostile';
import { KNOWN_TYPES, typeNamed } from './known-rows';
import { Known, PresentVersion, Raw, Twice } from './wire';

/** Of a thousand values, how many are hostile. */
export type Hostility = 0 | 15 | 60 | 400;

interface Place {
  /** Name of the argument or field. */
  name: string;
  /** Name of the input type or field that it belongs to. */
  owner: string;
  hostility: Hostility;
}

/** Optional fields that are given, of a thousand; of an input with many fields, three or so. */
const GIVEN_OF_THOUSAND = 350;
const GIVEN_OF_ALL = 3_000;

const nth = fc.nat({ max: 23 });
const known = (type: string, property: 'id' | 'key' = 'id') => nth.map((n) => new Known(type, property, n));

function weighted<T, U>(
  hostility: Hostility,
  fitting: fc.Arbitrary<T>,
  hostile: fc.Arbitrary<U>,
): fc.Arbitrary<T | U> {
  if (hostility === 0) return fitting;
  return fc.oneof(
    { weight: 1_000 - hostility, arbitrary: fitting },
    { weight: hostility, arbitrary: hostile },
  );
}

/** Values of one type, made once for each place; now and then of another type altogether. */
export function valueOf(type: GraphQLInputType, place: Place): fc.Arbitrary<unknown> {
  const key = `${String(type)} ${place.owner}.${place.name} ${place.hostility}`;
  let made = MADE.get(key);
  if (!made) MADE.set(key, (made = makeValue(type, place)));
  return made;
}
const MADE = new Map<string, fc.Arbitrary<unknown>>();

function makeValue(type: GraphQLInputType, place: Place): fc.Arbitrary<unknown> {
  const { hostility } = place;
  const fitting = fittingValue(getNullableType(type), place);
  if (hostility === 0) return fitting;
  const none: Hostility = isNonNullType(type) ? 15 : 60;
  return weighted(
    hostility === 400 ? 60 : 15,
    weighted(none, fitting, fc.constant(null)),
    fc.oneof(hostileJson, hostileText, hostileNumber),
  );
}

function fittingValue(type: GraphQLInputType, place: Place): fc.Arbitrary<unknown> {
  if (isListType(type)) return listOf(type.ofType as GraphQLInputType, place);
  if (isInputObjectType(type)) return objectOf(type, place.hostility);
  if (isEnumType(type)) return weighted(place.hostility, enumValue(type, place), hostileText);
  const { fitting, hostile } = scalar(String(type), place);
  return weighted(place.hostility, fitting, hostile);
}

function listOf(type: GraphQLInputType, place: Place): fc.Arbitrary<unknown> {
  const item = valueOf(type, place);
  const few = fc.array(item, { minLength: 1, maxLength: 3 });
  const other = fc.oneof(
    fc.constant([]),
    item,
    fc.array(item, { minLength: 2, maxLength: 2 }).map(([a, b]) => [a, [b], a]),
    fc
      .tuple(item, fc.constantFrom(21, 101, 201, 501))
      .map(([one, length]) => Array<unknown>(length).fill(one)),
  );
  return weighted(place.hostility, few, other);
}

/** All that must be given and some of the rest. */
function objectOf(type: GraphQLInputObjectType, hostility: Hostility): fc.Arbitrary<unknown> {
  const fields = Object.values(type.getFields());
  const entries = fields.map((field) => {
    const value = valueOf(field.type, { name: field.name, owner: type.name, hostility });
    const maybe = isRequiredInputField(field) ? value : given(value, field.name, fields.length);
    return weighted(
      hostility === 400 ? 15 : 0,
      maybe,
      value.map((twice) => new Twice(twice)),
    );
  });
  const object = fc
    .tuple(oneOfMany(type.name, hostility), ...entries)
    .map(([unwanted, ...values]) =>
      Object.fromEntries(
        values
          .map((value, i): [string, unknown] => [fields[i]!.name, value])
          .filter(([name, value]) => value !== ABSENT && !unwanted.has(name)),
      ),
    );
  const more = fc
    .tuple(object, hostileText, hostileJson)
    .map(([some, key, value]) => ({ ...some, [key]: value }));
  return hostility === 400 ? weighted(15, object, more) : object;
}

export const ABSENT = Symbol('absent');

/** Fields of which an input takes one, or those of one group. */
const ALTERNATIVES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  DiscountInput: [['percent'], ['amount']],
  OrderAddressInput: [['addressId'], ['address']],
  Window: [['period'], ['from', 'to']],
  OrderAsOf: [['version'], ['position'], ['dateTime']],
  ImportOrderInput: [['accountId'], ['accountNumber'], ['accountExternalId']],
  ImportOrderLineInput: [['sku'], ['productId']],
};

/** The fields that are left out for others; now and then none is. */
function oneOfMany(type: string, hostility: Hostility): fc.Arbitrary<ReadonlySet<string>> {
  const groups = ALTERNATIVES[type];
  if (!groups) return fc.constant(new Set());
  return weighted(hostility, fc.constantFrom(...groups), fc.constant(groups.flat())).map(
    (chosen) => new Set(groups.flat().filter((name) => !chosen.includes(name))),
  );
}

/** A version is expected of whatever exists; what names the same thing in another way is seldom welcome. */
const OFTEN = new Set([
  ...['expectedVersion', 'name', 'sku', 'percent', 'amount', 'addressId', 'address', 'period', 'from', 'to'],
]);
const SELDOM = new Set([
  ...['id', 'schedule', 'discount', 'freight', 'backorderPolicy'],
  'last',
  'before',
  'productId',
  'accountNumber',
  'parentNumber',
  'territoryCode',
  'repCode',
]);

export function given(value: fc.Arbitrary<unknown>, name: string, fields = 1): fc.Arbitrary<unknown> {
  const usual = Math.min(GIVEN_OF_THOUSAND, Math.round(GIVEN_OF_ALL / fields));
  const of = OFTEN.has(name) ? 900 : SELDOM.has(name) ? Math.min(120, usual) : usual;
  return fc.oneof({ weight: 1_000 - of, arbitrary: fc.constant(ABSENT) }, { weight: of, arbitrary: value });
}

/** What ends the use of a thing comes seldom, so that much is left to be used. */
function enumValue(type: GraphQLEnumType, { owner }: Place): fc.Arbitrary<unknown> {
  const names = type.getValues().map(({ name }) => name);
  const lasting = names.filter((name) => name === 'ACTIVE');
  if (!owner.startsWith('Upsert') || lasting.length === 0) return fc.constantFrom(...names);
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...lasting) },
    { weight: 1, arbitrary: fc.constantFrom(...names) },
  );
}

interface Scalar {
  fitting: fc.Arbitrary<unknown>;
  hostile: fc.Arbitrary<unknown>;
}

function scalar(type: string, place: Place): Scalar {
  switch (type) {
    case 'ID':
      return { fitting: id(place), hostile: fc.oneof(hostileId, hostileText, hostileNumber) };
    case 'Int':
      return { fitting: int(place), hostile: hostileNumber };
    case 'Boolean':
      return { fitting: fc.boolean(), hostile: fc.constantFrom<unknown>('true', 1, 0, new Raw('1e999')) };
    case 'Date':
      return { fitting: day, hostile: hostileDate };
    case 'DateTime':
      return {
        fitting: day.map((date) => `${date}T12:00:00Z`),
        hostile: fc.oneof(hostileDate, hostileNumber),
      };
    case 'Position':
      return {
        fitting: fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 300 }).map(String)),
        hostile: fc.oneof(hostileNumber, hostileText),
      };
    case 'JSONObject':
      return {
        fitting: fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
        hostile: fc.oneof(hostileJson, fc.object()),
      };
    default:
      return text(place);
  }
}

const day = fc
  .integer({ min: -30, max: 60 })
  .map((days) => new Date(Date.UTC(2026, 5, 1) + days * 86_400_000).toISOString().slice(0, 10));

function id({ name, owner, hostility }: Place): fc.Arbitrary<unknown> {
  const type = name === 'id' || /^(parent|ancestor)Id$/.test(name) ? typeOf(owner) : typeNamed(name);
  const any = fc.constantFrom(...KNOWN_TYPES).chain((of) => known(of));
  return type ? weighted(hostility, known(type), any) : any;
}

/** `UpsertAccountInput` and `account` are about an Account. */
function typeOf(owner: string): string | undefined {
  return typeNamed(owner.replace(/(Filter)?(Input)?$/, ''));
}

function int({ name }: Place): fc.Arbitrary<unknown> {
  if (name === 'expectedVersion')
    return fc.oneof(
      { weight: 9, arbitrary: fc.constant(new PresentVersion()) },
      { weight: 1, arbitrary: fc.nat({ max: 9 }) },
    );
  if (/^(latitude|longitude)E6$/.test(name)) return fc.integer({ min: -90_000_000, max: 90_000_000 });
  if (/^(quantity|overlapHours|maxPerSecond|n)$/.test(name)) return fc.integer({ min: 1, max: 9 });
  if (/^(first|last)$/.test(name)) return fc.integer({ min: 1, max: 30 });
  return fc.integer({ min: -3, max: 300 });
}

/** About the largest amount, and what would not fit 64 bits. */
const HUGE = [
  '100000000000',
  '100000000000.01',
  '-100000000000',
  '999999999999999',
  '92233720368547.75808',
  '1e11',
];
const SMALL_TEXT = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.constantFrom('Acme', 'Wörld', '北京', 'x'),
);

/** What a text must look like, by the end of its field's name. */
const TEXTS: readonly [RegExp, fc.Arbitrary<unknown>, fc.Arbitrary<unknown>?][] = [
  [
    /idempotencyKey$/,
    fc.oneof(
      { weight: 20, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: fc.constantFrom('again', 'once more') },
    ),
  ],
  [/^(after|before)$/, nth.map((n) => new Known('', 'cursor', n)), hostileCursor],
  [/amount$/, amount(2), fc.constantFrom(...HUGE)],
  [/percent$/i, fc.constantFrom('5', '10', '12.5', '0.0001', '100', '0')],
  [/rate$/i, fc.constantFrom('1', '0.5', '1.2345', '0.0000000001')],
  [/skus?$/, known('Product', 'key')],
  [
    /(currencyCode|fromCurrency|toCurrency|accountCurrency)$/,
    fc.oneof(fc.constant('USD'), known('Currency', 'key')),
  ],
  [/countryCode$/, fc.constantFrom('US', 'DE', 'FR')],
  [/parentCode$/, known('ProductCategory', 'key')],
  [/territoryCode$/, known('Territory', 'key')],
  [/repCode$/, known('Rep', 'key')],
  [/^(accountNumber|parentNumber)$/, known('Account', 'key')],
  [/email$/, fc.constantFrom('a@example.com', 'ß@example.org')],
  [/^incoterm$/, fc.constantFrom('EXW', 'DDP')],
  [/^unitCode$/, fc.constantFrom('EA', 'KG')],
];

function text({ name, owner }: Place): Scalar {
  const hostile = fc.oneof(hostileText, hostileText, hostileDate, hostileNumber);
  const found = TEXTS.find(([pattern]) => pattern.test(name));
  if (found) return { fitting: found[1], hostile: found[2] ? fc.oneof(found[2], hostile) : hostile };
  const type = /^(code|number)$/.test(name) ? typeOf(owner) : undefined;
  return { fitting: type ? newOrKnown(type, owner) : SMALL_TEXT, hostile };
}

function newOrKnown(type: string, owner: string): fc.Arbitrary<unknown> {
  const fresh =
    type === 'Currency'
      ? fc.constantFrom('EUR', 'JPY', 'GBP', 'KWD')
      : fc.string({ unit: fc.constantFrom(...'ABCDEF123'), minLength: 2, maxLength: 6 });
  return owner.startsWith('Upsert') ? fc.oneof(known(type, 'key'), fresh) : known(type, 'key');
}

/** Amounts with at most so many decimals. */
function amount(decimals: number): fc.Arbitrary<string> {
  const whole = fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 200 }) }, { weight: 1, arbitrary: fc.nat() });
  return fc
    .tuple(whole, fc.constantFrom('', '.5', `.${'0'.repeat(decimals - 1)}1`))
    .map((parts) => parts.join(''));
}
