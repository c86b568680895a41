import { hash } from 'node:crypto';
import type { OrderImportMode } from '../../entities/orders/import.enums';
import type { HistoryOrderInput } from './history-inputs';
import type { PlaceOrderInput } from './order-inputs';

/** What another system says of an order, with references as our ids. */
export type ImportedContent =
  { mode: 'LIVE'; input: PlaceOrderInput } | { mode: 'HISTORY'; input: HistoryOrderInput };

/**
 * SHA-256 of an order's content as base64url. The same whatever the order of keys, blanks around texts, the form of numbers and moments,
 * the order of tags, and whether what is absent is left out, null or empty. A field that a later version adds changes no hash of an order
 * without it.
 */
export function contentHash({ mode, input }: ImportedContent): string {
  const {
    replace: _replace,
    ownChannel: _ownChannel,
    tags,
    ...content
  } = {
    ...{ replace: undefined, ownChannel: undefined },
    ...input,
  };
  return hash(
    'sha256',
    canonical({ ...content, mode: mode satisfies OrderImportMode, tags: sorted(tags) }) ?? '',
    'base64url',
  );
}

function sorted(tags: readonly string[] | null | undefined): string[] {
  return [...new Set((tags ?? []).map((tag) => tag.trim()))].sort();
}

/** Undefined for what says nothing. */
function canonical(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (typeof value === 'bigint') return JSON.stringify(value.toString());
  if (typeof value === 'string') return JSON.stringify(value.trim());
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : `[${value.map((item) => canonical(item) ?? 'null').join(',')}]`;
  }
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const text = canonical(item);
    return text === undefined ? [] : [[key, text] as const];
  });
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return entries.length === 0
    ? undefined
    : `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`;
}
