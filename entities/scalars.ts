import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLJSONObject } from 'graphql-scalars';
import { isoText } from '../src/shared/clock';

export const JSONObject = GraphQLJSONObject;

const INTEGER = /^-?\d{1,19}$/;
const MIN_BIGINT = -(2n ** 63n);
const MAX_BIGINT = 2n ** 63n - 1n;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function refuse(name: string, value: unknown, expected: string, node?: ValueNode): never {
  const shown = JSON.stringify(typeof value === 'bigint' ? value.toString() : value);
  throw new GraphQLError(`${name} cannot represent ${String(shown).slice(0, 100)}: ${expected}.`, {
    nodes: node,
  });
}

function stringLiteral(node: ValueNode): string | null {
  return node.kind === Kind.STRING ? node.value : null;
}

function readBigInt(name: string, value: unknown, node?: ValueNode): bigint {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? value.toString() : value;
  if (typeof text === 'bigint' || (typeof text === 'string' && INTEGER.test(text))) {
    const read = BigInt(text);
    if (read >= MIN_BIGINT && read <= MAX_BIGINT) return read;
  }
  return refuse(name, value, 'expected a 64-bit integer as text, or an integer of at most 53 bits', node);
}

function readPosition(value: unknown, node?: ValueNode): bigint {
  const position = readBigInt('Position', value, node);
  return position >= 0n ? position : refuse('Position', value, 'a position is not negative', node);
}

function integerLiteral(node: ValueNode): string | null {
  return node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : null;
}

/** A place in the event log; bigint in code, text out, text or integer in. */
export const Position = new GraphQLScalarType<bigint, string>({
  name: 'Position',
  description:
    'A position in the event log: a 64-bit integer, sent as text and accepted as text or as an integer. ' +
    'Positions strictly increase without gaps; 0 is the start of the log. Used as `after`, a position is exclusive.',
  serialize: (value) => readPosition(value).toString(),
  parseValue: (value) => readPosition(value),
  parseLiteral: (node) => readPosition(integerLiteral(node), node),
});

/** A 64-bit integer; bigint in code, text out, text or integer in. */
export const BigIntString = new GraphQLScalarType<bigint, string>({
  name: 'BigInt',
  description:
    'A 64-bit integer, sent as text so that no client loses digits; accepted as text or as an integer.',
  serialize: (value) => readBigInt('BigInt', value).toString(),
  parseValue: (value) => readBigInt('BigInt', value),
  parseLiteral: (node) => readBigInt('BigInt', integerLiteral(node), node),
});

/** Whether a text is a real day of the Gregorian calendar in the form `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  const match = DAY.exec(text);
  if (!match) return false;
  const month = Number(match[2]);
  const day = Number(match[3]);
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= new Date(Date.UTC(Number(match[1]) || 4, month, 0)).getUTCDate()
  );
}

function readDateTime(value: unknown, node?: ValueNode): Date {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  const match = typeof value === 'string' ? RFC_3339.exec(value) : null;
  if (match && isCalendarDay(match[1]!)) return new Date((value as string).toUpperCase());
  return refuse(
    'DateTime',
    value,
    'expected RFC 3339 with a time zone, such as "2026-03-31T14:30:00Z"',
    node,
  );
}

/** A moment; `Date` in code. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'A moment in RFC 3339 form with a time zone, such as "2026-03-31T14:30:00Z". Answers are in UTC with milliseconds.',
  serialize: (value) => isoText(readDateTime(value)),
  parseValue: (value) => readDateTime(value),
  parseLiteral: (node) => readDateTime(stringLiteral(node), node),
});

function readDay(value: unknown, node?: ValueNode): string {
  if (typeof value === 'string' && isCalendarDay(value)) return value;
  return refuse('Date', value, 'expected a calendar day as YYYY-MM-DD, such as "2026-03-31"', node);
}

/** A calendar day without time or time zone; text in code. Named `Date` in the schema. */
export const LocalDate = new GraphQLScalarType<string, string>({
  name: 'Date',
  description:
    'A calendar day as YYYY-MM-DD, such as "2026-03-31", in the selling company\'s business time zone.',
  serialize: (value) => readDay(value),
  parseValue: (value) => readDay(value),
  parseLiteral: (node) => readDay(stringLiteral(node), node),
});
