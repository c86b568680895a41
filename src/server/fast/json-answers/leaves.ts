import { isEnumType, type GraphQLEnumType, type GraphQLLeafType } from 'graphql';
import { absent, isThenable, quoted, unquoted, type ValueWriter } from './values';
import { GIVE_UP, type WriteValue, type Writing } from './writing';

/** How the values of a leaf type are written: as `JSON.stringify` writes what the type's `serialize` answers. */
export function leafWriter(type: GraphQLLeafType, nullable: boolean): ValueWriter {
  if (isEnumType(type)) return nullable ? quoted(enumWriter(type)) : unquoted(enumNameWriter(type));
  switch (type.name) {
    case 'ID':
    case 'String':
      return nullable ? quoted(stringWriter(type)) : unquoted(characterWriter(type));
    case 'Int':
      return quoted(intWriter(type, nullable));
    case 'Boolean':
      return quoted(booleanWriter(type, nullable));
    default:
      return quoted(scalarWriter(type, nullable));
  }
}

function stringWriter(type: GraphQLLeafType): WriteValue {
  const write: WriteValue = (value, writing) =>
    typeof value === 'string' ? `"${escaped(value)}"` : serialized(value, writing, write, type, true);
  return write;
}

function characterWriter(type: GraphQLLeafType): WriteValue {
  const write: WriteValue = (value, writing) =>
    typeof value === 'string' ? escaped(value) : inside(serialized(value, writing, write, type, false));
  return write;
}

function enumWriter(type: GraphQLEnumType): WriteValue {
  const names = namesOf(type);
  const write: WriteValue = (value, writing) => {
    const name = names.get(value);
    return name === undefined ? absent(value, writing, write, true) : `"${name}"`;
  };
  return write;
}

function enumNameWriter(type: GraphQLEnumType): WriteValue {
  const names = namesOf(type);
  const write: WriteValue = (value, writing) => names.get(value) ?? absent(value, writing, write, false);
  return write;
}

function namesOf(type: GraphQLEnumType): ReadonlyMap<unknown, string> {
  return new Map(type.getValues().map(({ value, name }) => [value as unknown, name]));
}

function intWriter(type: GraphQLLeafType, nullable: boolean): WriteValue {
  const write: WriteValue = (value, writing) =>
    typeof value === 'number' && (value | 0) === value
      ? String(value)
      : serialized(value, writing, write, type, nullable);
  return write;
}

function booleanWriter(type: GraphQLLeafType, nullable: boolean): WriteValue {
  const write: WriteValue = (value, writing) => {
    if (value === true) return 'true';
    return value === false ? 'false' : serialized(value, writing, write, type, nullable);
  };
  return write;
}

function scalarWriter(type: GraphQLLeafType, nullable: boolean): WriteValue {
  const write: WriteValue = (value, writing) => serialized(value, writing, write, type, nullable);
  return write;
}

/** Any value of a type, by what the type makes of it. */
function serialized(
  value: unknown,
  writing: Writing,
  write: WriteValue,
  type: GraphQLLeafType,
  nullable: boolean,
): string {
  if (value === null || value === undefined || isThenable(value)) {
    return absent(value, writing, write, nullable);
  }
  if (value instanceof Error) throw GIVE_UP;
  const given: unknown = type.serialize(value);
  if (typeof given === 'string') return `"${escaped(given)}"`;
  if (given === null || given === undefined || Number.isNaN(given)) throw GIVE_UP;
  const text = JSON.stringify(given) as string | undefined;
  if (text === undefined) throw GIVE_UP;
  return text;
}

/** What stands between quotes, or a hole. */
function inside(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1) : text;
}

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_SURROGATE = 0xd800;
const TO_ESCAPE = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;
/** Up to here a loop beats the regular expression, which beats `JSON.stringify` for every length. */
const SHORT = 24;

/** A string as JSON has it between quotes. */
export function escaped(text: string): string {
  const { length } = text;
  if (length > SHORT) return TO_ESCAPE.test(text) ? stringified(text) : text;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < SPACE || code === QUOTE || code === BACKSLASH || code >= FIRST_SURROGATE) {
      return stringified(text);
    }
  }
  return text;
}

const stringified = (text: string): string => JSON.stringify(text).slice(1, -1);
