import { GIVE_UP, type WriteValue, type Writing } from './writing';

/** How the values of a type are written. */
export interface ValueWriter {
  readonly write: WriteValue;
  /** It leaves the quotes to its caller, who has text to put them into: two strings less for each value. */
  readonly unquoted: boolean;
}

export const quoted = (write: WriteValue): ValueWriter => ({ write, unquoted: false });
export const unquoted = (write: WriteValue): ValueWriter => ({ write, unquoted: true });

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** Null where it may be, or a hole for a promise; gives up what is neither. */
export function absent(value: unknown, writing: Writing, write: WriteValue, nullable: boolean): string {
  if ((value === null || value === undefined) && nullable) return 'null';
  if (isThenable(value)) return writing.hole(value, write);
  throw GIVE_UP;
}

export function listWriter(item: ValueWriter, nullable: boolean): ValueWriter {
  const quote = item.unquoted ? '"' : '';
  const write: WriteValue = (value, writing) =>
    Array.isArray(value)
      ? listed(value, writing, item.write, quote)
      : otherList(value, writing, write, nullable);
  return quoted(write);
}

function listed(values: readonly unknown[], writing: Writing, write: WriteValue, quote: string): string {
  if (values.length === 0) return '[]';
  const between = `${quote},${quote}`;
  let i = 0;
  try {
    let text = `[${quote}${write(values[0], writing)}`;
    for (i = 1; i < values.length; i++) text += between + write(values[i], writing);
    return `${text + quote}]`;
  } catch (error) {
    values.slice(i).forEach(hush);
    throw error;
  }
}

/** Nobody waits for this promise any more, and nobody is to be told when it fails. */
function hush(value: unknown): void {
  if (isThenable(value)) Promise.resolve(value).catch(() => undefined);
}

function otherList(value: unknown, writing: Writing, write: WriteValue, nullable: boolean): string {
  const iterable = typeof value === 'object' && value !== null && Symbol.iterator in value;
  if (iterable && !isThenable(value)) return write([...(value as Iterable<unknown>)], writing);
  return absent(value, writing, write, nullable);
}
