import { isCalendarDay } from '../../../entities/scalars';
import { startOfDay } from '../../shared/clock';
import type { CsvColumn } from './csv-columns';

/** A JSON object on its way. */
export type Json = Record<string, unknown>;

export interface CellRules {
  /** The currency of the order's amounts; empty when its rows give none. */
  currencyCode: string;
  /** A moment without a time is the start of a day here. */
  timeZone: string;
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

/** Puts the value of a cell into an object, at the path of its column. Empty cells say nothing; texts that do not fit are left to whoever checks the object. */
export function putCell(target: Json, { path, kind }: CsvColumn, text: string, rules: CellRules): void {
  if (text === '' || kind === 'check') return;
  const steps = path.split('.');
  const last = steps.pop()!;
  let parent = target;
  for (const step of steps) parent = (parent[step] ??= {}) as Json;
  parent[last] = valueOf(kind, text, rules);
}

function valueOf(
  kind: Exclude<CsvColumn['kind'], 'check'>,
  text: string,
  { currencyCode, timeZone }: CellRules,
): unknown {
  switch (kind) {
    case 'text':
      return text;
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    case 'boolean':
      return BOOLEANS[text.toLowerCase()] ?? text;
    case 'list':
      return text.split(';').map((item) => item.trim());
    case 'moment':
      return isCalendarDay(text) ? startOfDay(text, timeZone).toISOString() : text;
    case 'amount':
      return { currencyCode, amount: text };
  }
}
