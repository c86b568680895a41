import DataLoader from 'dataloader';
import type { EntityClass, Columns } from '../../src/persistence/mapping/entity-mapping';
import { inList } from '../../src/persistence/sql-fragment';
import type { RequestContext } from './context';

/** Drops the loaders of the operation, because a mutation has changed something since. */
export function forgetLoaded(context: RequestContext): void {
  delete context.loaded;
}

export type Batch<K, V, P = undefined> = (
  context: RequestContext,
  keys: readonly K[],
  part?: P,
) => Promise<readonly (V | null)[]>;

/**
 * A loader that answers everything one operation asks for with one batch. Results are in the order of the keys, null for
 * what does not exist or is hidden. `keyOf` makes compound keys comparable. Who asks for a part of the rows shares the batch of
 * those who ask for the same part.
 */
export function defineLoader<K, V, P extends object | undefined = undefined>(
  batch: Batch<K, V, P>,
  keyOf?: (key: K) => string,
): (context: RequestContext, part?: P) => Loader<K, V> {
  return (context, part) => {
    const ofBatch = loadersOfBatch(context, batch);
    let loader = ofBatch.get(part) as Loader<K, V> | undefined;
    if (!loader) {
      loader = new Loader<K, V>((keys) => unlessOver(context, batch, keys, part), keyOf);
      ofBatch.set(part, loader);
    }
    return loader;
  };
}

/** A DataLoader that can be primed with values, which it then returns without a promise. */
export class Loader<K, V> extends DataLoader<K, V | null, unknown> {
  private readonly present = new Map<unknown, V | null>();

  constructor(
    private readonly batch: (keys: readonly K[]) => Promise<readonly (V | null)[]>,
    private readonly keyOf: (key: K) => unknown = (key) => key,
  ) {
    super(batch, { cacheKeyFn: keyOf });
  }

  override load(key: K): Promise<V | null> {
    const value = this.present.get(this.keyOf(key));
    return value === undefined ? super.load(key) : Promise.resolve(value);
  }

  /** The value itself when it was fetched. */
  now(key: K): V | null | Promise<V | null> {
    const value = this.present.get(this.keyOf(key));
    return value === undefined ? super.load(key) : value;
  }

  /** Primes the loader with a value that was read in another way. */
  give(key: K, value: V): void {
    this.present.set(this.keyOf(key), value);
  }

  /** Loads different keys with one batch, and answers their values; what was fetched before is not read again. */
  async fetch(keys: readonly K[]): Promise<readonly (V | null)[]> {
    const missing = keys.filter((key) => !this.present.has(this.keyOf(key)));
    const values = missing.length > 0 ? await this.batch(missing) : [];
    missing.forEach((key, i) => this.present.set(this.keyOf(key), values[i] ?? null));
    if (missing.length === keys.length) return values;
    return keys.map((key) => this.present.get(this.keyOf(key)) ?? null);
  }
}

function loadersOfBatch(context: RequestContext, batch: object): Map<object | undefined, unknown> {
  if (context.loaded?.of !== context) context.loaded = { of: context, byBatch: new Map() };
  const loaders = context.loaded.byBatch;
  let ofBatch = loaders.get(batch);
  if (!ofBatch) loaders.set(batch, (ofBatch = new Map<object | undefined, unknown>()));
  return ofBatch;
}

/** Rows by id, without a row scope: for callers that have reached them through an object that they may see. A part needs the id. */
export function rowById<E extends { id: string }>(entity: EntityClass<E>) {
  return defineLoader<string, E, Columns<E>>(async ({ services }, ids, part) => {
    const where = inList('t.id', ids);
    const rows = await services.database.reader.select(entity, `WHERE ${where.sql}`, where.params, part);
    return inOrder(ids, rows, ({ id }) => id);
  });
}

/** Stops reading for an aborted operation. */
async function unlessOver<K, V, P>(
  context: RequestContext,
  batch: Batch<K, V, P>,
  keys: readonly K[],
  part: P | undefined,
): Promise<readonly (V | null)[]> {
  context.signal?.throwIfAborted();
  return batch(context, keys, part);
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
