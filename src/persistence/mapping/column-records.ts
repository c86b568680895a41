import { getMetadataArgsStorage } from 'typeorm';

export type EntityClass<E extends object> = new () => E;

type ColumnRecord = ReturnType<ReturnType<typeof getMetadataArgsStorage>['filterColumns']>[number];

/** A class and the classes that it extends, itself first. */
export function lineageOf(entity: unknown): (() => unknown)[] {
  const lineage: (() => unknown)[] = [];
  for (let each = entity as () => unknown; each !== Function.prototype;) {
    lineage.push(each);
    each = Object.getPrototypeOf(each) as () => unknown;
  }
  return lineage;
}

/** What the decorators say of an entity's columns, those of the classes it extends first: the columns that TypeORM maps. */
export function columnRecords(entity: unknown): readonly ColumnRecord[] {
  return getMetadataArgsStorage().filterColumns(lineageOf(entity));
}

/** The properties of an entity whose values the database makes. */
export function generatedProperties(entity: unknown): ReadonlySet<string> {
  const lineage: unknown[] = lineageOf(entity);
  const generated = getMetadataArgsStorage().generations.filter(({ target }) => lineage.includes(target));
  return new Set(generated.map(({ propertyName }) => propertyName));
}
