import DataLoader from 'dataloader';
import type { EntityClass } from '../src/persistence/entity-mapping';
import { inList } from '../src/persistence/sql-fragment';
import type { RequestContext } from './context';

const loadersOf = new WeakMap<RequestContext, Map<object, unknown>>();

/** Forgets what the operation has loaded so far, because something was changed since. */
export function forgetLoaded(context: RequestContext): void {
  loadersOf.delete(context);
}

export type Batch<K, V> = (context: RequestContext, keys: readonly K[]) => Promise<readonly (V | null)[]>;

/**
 * A loader that answers everything one operation asks for with one batch. Results are in the order of the keys, null for
 * what does not exist or is hidden. `keyOf` makes compound keys comparable.
 */
export function defineLoader<K, V>(
  batch: Batch<K, V>,
  keyOf?: (key: K) => string,
): (context: RequestContext) => DataLoader<K, V | null, unknown> {
  return (context) => {
    const loaders = loadersOf.get(context) ?? new Map<object, unknown>();
    loadersOf.set(context, loaders);
    let loader = loaders.get(batch) as DataLoader<K, V | null, unknown> | undefined;
    if (!loader) {
      loader = new DataLoader<K, V | null, unknown>((keys) => unlessOver(context, batch, keys), {
        ...(keyOf && { cacheKeyFn: keyOf }),
      });
      loaders.set(batch, loader);
    }
    return loader;
  };
}

/** Rows by id, whoever asks: for callers that have reached them through something that they may see. */
export function rowById<E extends { id: string }>(entity: EntityClass<E>) {
  return defineLoader<string, E>(async ({ services }, ids) => {
    const where = inList('t.id', ids);
    const rows = await services.database.reader.select(entity, `WHERE ${where.sql}`, where.params);
    return inOrder(ids, rows, ({ id }) => id);
  });
}

/** Reads nothing any more for an operation that has been given up. */
async function unlessOver<K, V>(
  context: RequestContext,
  batch: Batch<K, V>,
  keys: readonly K[],
): Promise<readonly (V | null)[]> {
  context.signal?.throwIfAborted();
  return batch(context, keys);
}

/** Rows in the order of the keys that they belong to; null where there is none. */
export function inOrder<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): (V | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** For each key the rows that belong to it, in the order of the rows. */
export function grouped<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): V[][] {
  const groups = new Map<K, V[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key)!);
}
