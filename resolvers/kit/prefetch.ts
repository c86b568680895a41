import type { FieldNode, GraphQLResolveInfo, SelectionNode } from 'graphql';
import type { EntityClass, Columns } from '../../src/persistence/mapping/entity-mapping';
import type { RequestContext } from './context';
import type { Loader } from './loader';
import { fieldsAlong, HERE, NODES, selectedPart, type Fragments } from './selected-columns';

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** A field that leads from rows of one type to those of an entity, by a loader. */
export interface Relation<From extends object, V> {
  /** The value of the field; without a promise when it was prefetched. */
  of(row: From, context: RequestContext, info: Info): V | null | Promise<V | null>;
}

interface RelationOptions<From extends object, To extends object, V> {
  /** The entity of the rows that it leads to, and the properties that are needed whatever is selected. */
  to: EntityClass<To>;
  needed: readonly (keyof To & string)[];
  loader: (context: RequestContext, part?: Columns<To>) => Loader<string, V>;
  /** The loader's key for a row; null when there is nothing to load. */
  key: (row: From) => string | null;
  /** The key is the id of the row, so the related rows can be loaded before the row itself. */
  byId?: boolean;
  /** By field: loads, by the same key, what the rows that are found lead to, while these are on their way. */
  along?: Readonly<Record<string, Along>>;
}

type Along = (context: RequestContext, key: string, part?: Columns<never>) => Promise<void>;

type KnownRelation = RelationOptions<object, object, unknown>;

/** The class of the objects behind a type of the schema; their rows may be of an entity, or sums. */
type RowClass<E extends object> = abstract new (...args: never[]) => E;

const relations = new Map<RowClass<object>, Map<string, KnownRelation>>();

/** Declares how a field finds its rows, for its resolver and for those who load ahead. */
export function defineRelation<From extends object, To extends object, V extends To | readonly To[]>(
  from: RowClass<From>,
  field: string,
  options: RelationOptions<From, To, V>,
): Relation<From, V> {
  const ofEntity = relations.get(from) ?? new Map<string, KnownRelation>();
  ofEntity.set(field, options as unknown as KnownRelation);
  relations.set(from, ofEntity);
  const { to, needed, loader, key } = options;
  return {
    of(row, context, info) {
      const found = key(row);
      return found === null ? null : loader(context, selectedPart(info, to, needed)).now(found);
    },
  };
}

/** What to load for rows of an entity, and then for the loaded rows. */
interface Step {
  field: string;
  relation: KnownRelation;
  part: Columns<object> | undefined;
  next: readonly Step[];
}

/** By the nodes of a field: the same for all answers to a document. */
const plans = new WeakMap<object, readonly Step[]>();

/**
 * Loads what the fields that are selected below a connection will ask for, level by level: their resolvers then answer at once, where
 * a page of 50 orders makes a promise for each of its 350 accounts, lists of lines and products otherwise. It saves a twelfth of its
 * CPU (`bench/README.md`). What is selected under a condition is left to its resolver.
 */
export async function loadAhead<E extends object>(
  context: RequestContext,
  info: Info,
  entity: RowClass<E>,
  rows: readonly E[],
  ways = NODES,
): Promise<void> {
  await carryOut(planFor(info, entity, ways), context, rows);
}

/**
 * Loads what the fields that are selected of one row will ask for as far as the row's id leads there, while the row is being read: it
 * goes out with the same packet. Nobody gets to see it without the row.
 */
export async function loadBeside<E extends object>(
  context: RequestContext,
  info: Info,
  entity: EntityClass<E>,
  id: string,
): Promise<void> {
  const steps = planFor(info, entity, HERE).filter(({ relation }) => relation.byId);
  await Promise.all(
    steps.flatMap(({ relation: { loader, along }, part, next }) => [
      loader(context, part).fetch([id]),
      ...next.map(async (step) => along?.[step.field]?.(context, id, step.part as Columns<never>)),
    ]),
  );
}

function planFor({ fieldNodes, fragments }: Info, entity: RowClass<object>, ways: typeof NODES) {
  let plan = plans.get(fieldNodes);
  if (!plan) plans.set(fieldNodes, (plan = planOf(entity, fieldNodes, fragments, ways)));
  return plan;
}

async function carryOut(
  plan: readonly Step[],
  context: RequestContext,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  await Promise.all(
    plan.map(async ({ relation: { key, loader }, part, next }) => {
      const keys = new Set<string>();
      for (const row of rows) {
        const found = key(row);
        if (found !== null) keys.add(found);
      }
      const found = await loader(context, part).fetch([...keys]);
      if (next.length > 0) await carryOut(next, context, rowsOf(found));
    }),
  );
}

/** The rows that loaders found, one or a list for each key. In a loop: `flat` takes twenty times as long. */
function rowsOf(found: readonly unknown[]): object[] {
  const rows: object[] = [];
  for (const value of found) {
    if (Array.isArray(value)) for (const row of value as object[]) rows.push(row);
    else if (value !== null) rows.push(value as object);
  }
  return rows;
}

const unconditional = ({ directives }: SelectionNode): boolean => !directives?.length;

function planOf(
  entity: RowClass<object>,
  fieldNodes: readonly FieldNode[],
  fragments: Fragments,
  ways = HERE,
): Step[] {
  const fields = ways.flatMap((way) => fieldsAlong(way, fieldNodes, fragments, unconditional));
  return [...byAnswer(fields).values()].flatMap((nodes) => {
    const field = nodes[0]!.name.value;
    const relation = relations.get(entity)?.get(field);
    if (!relation) return [];
    const part = selectedPart({ fieldNodes: nodes, fragments }, relation.to, relation.needed as never[]);
    return [{ field, relation, part, next: planOf(relation.to, nodes, fragments) }];
  });
}

/** Fields of one name in the answer are one field. */
function byAnswer(fields: readonly FieldNode[]): Map<string, FieldNode[]> {
  const answers = new Map<string, FieldNode[]>();
  for (const field of fields) {
    const name = field.alias?.value ?? field.name.value;
    answers.set(name, [...(answers.get(name) ?? []), field]);
  }
  return answers;
}
