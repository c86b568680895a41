import type { ErrorCode } from '../../shared/errors';

/** Something wrong with an order of a file. */
export interface FileFlaw {
  line: number;
  /** Column or path of the field; null when it is about more than one. */
  field: string | null;
  code: ErrorCode;
  message: string;
}

/** What an order is known by in its system. */
export interface OrderName {
  externalId: string;
  /** The same for the same system and id, and for no others. */
  key: string;
  /** System and id, for a person. */
  text: string;
}

export function nameOrder(system: string, externalId: string): OrderName {
  return { externalId, key: `${system}\0${externalId}`, text: `${system} ${externalId}` };
}

/** An order as a file has it. */
export interface FileOrder {
  /** The line on which it begins. */
  line: number;
  /** The last line of the file that belongs to it. */
  lastLine: number;
  /** How many lines of the file it takes. */
  rows: number;
  /** Null when it cannot be told, or has none. */
  name: OrderName | null;
  /** JSON of the form of `ImportOrderInput`; undefined when the flaws leave none. */
  content: unknown;
  /** What was found wrong while it was put together. An order with flaws does not go in. */
  flaws: readonly FileFlaw[];
  /** Where the file has the field of a path such as `lines.0.quantity`. */
  locate(path: string): { line: number; field: string };
}
