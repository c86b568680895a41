import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLResolveInfo,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { mappingOf, type EntityClass, type Columns } from '../../src/persistence/mapping/entity-mapping';
import { readsOf } from './columns-of-fields';

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;
export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** The ways from a connection to its entities. */
export const NODES: readonly (readonly string[])[] = [['nodes'], ['edges', 'node']];
/** The entity is what the field itself leads to. */
export const HERE: readonly (readonly string[])[] = [[]];

/** By the nodes of a field, which are the same for all objects that it is asked of; then by the ways. */
const parts = new WeakMap<object, Map<unknown, Columns<object> | undefined>>();

/**
 * The columns that the fields below `info`'s field read of an entity's rows, and those that are `needed` besides; undefined when it
 * may be any of them. The entities are what the field leads to, or what `ways` leads to from there. Skipped fields count as selected.
 */
export function selectedPart<E extends object>(
  { fieldNodes, fragments }: Info,
  entity: EntityClass<E>,
  needed: readonly (keyof E & string)[],
  ways = HERE,
): Columns<E> | undefined {
  let known = parts.get(fieldNodes);
  if (!known) parts.set(fieldNodes, (known = new Map<unknown, Columns<object> | undefined>()));
  if (!known.has(ways))
    known.set(ways, choosePart(fieldNodes, fragments, entity, needed, ways) as Columns<object>);
  return known.get(ways) as Columns<E> | undefined;
}

function choosePart<E extends object>(
  fieldNodes: readonly FieldNode[],
  fragments: Fragments,
  entity: EntityClass<E>,
  needed: readonly string[],
  ways: readonly (readonly string[])[],
): Columns<E> | undefined {
  const reads = readsOf(entity);
  const properties = new Set(needed);
  for (const way of ways) {
    for (const { name } of fieldsAlong(way, fieldNodes, fragments)) {
      const read = name.value === '__typename' ? [] : reads.get(name.value);
      if (!read) return undefined;
      for (const property of read) properties.add(property);
    }
  }
  return mappingOf(entity).partOf(properties);
}

type Counts = (selection: SelectionNode) => boolean;
const always: Counts = () => true;

/** The fields that are selected at the end of a way from the given ones; those in what does not count are left out. */
export function fieldsAlong(
  way: readonly string[],
  from: readonly FieldNode[],
  fragments: Fragments,
  counts = always,
): FieldNode[] {
  const below = from.flatMap(({ selectionSet }) => fieldsIn(selectionSet, fragments, counts));
  const [next, ...rest] = way;
  if (next === undefined) return below;
  const onTheWay = below.filter(({ name }) => name.value === next);
  return fieldsAlong(rest, onTheWay, fragments, counts);
}

function fieldsIn(set: SelectionSetNode | undefined, fragments: Fragments, counts: Counts): FieldNode[] {
  return (set?.selections ?? []).filter(counts).flatMap((selection) => {
    if (selection.kind === 'Field') return [selection];
    if (selection.kind === 'InlineFragment') return fieldsIn(selection.selectionSet, fragments, counts);
    return fieldsIn(fragments[selection.name.value]?.selectionSet, fragments, counts);
  });
}
