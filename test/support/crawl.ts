import type { ApiClient } from './api-client';
import { entityEdges, entityTypes, rootFields, selectionOf } from './schema-walk';

/** For each type with an id, a query of one object and of everything that it leads to. */
const LOOKUPS = new Map(
  entityTypes().map(({ name }) => {
    const edges = entityEdges().filter(({ owner }) => owner.name === name);
    const selection = edges.map(({ field }) => `${field.name}${selectionOf(field.type)}`).join(' ');
    return [name, `query ($id: ID!) { node(id: $id) { __typename id ... on ${name} { ${selection} } } }`];
  }),
);

/** Every list of the API that can be read without arguments. */
const LISTS = rootFields().filter(
  ({ owner, field }) =>
    owner.name === 'Query' &&
    selectionOf(field.type).includes('nodes') &&
    field.args.some(({ name }) => name === 'first'),
);

/** The ids of all objects that a caller comes to see, from every list along every edge. */
export async function crawl(client: ApiClient): Promise<Set<string>> {
  const seen = new Set<string>();
  const waiting: { id: string; type: string }[] = [];
  const take = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(take);
    if (typeof value !== 'object' || value === null) return;
    const { __typename: type, id } = value as { __typename?: string; id?: string };
    if (type && id && !seen.has(id)) {
      seen.add(id);
      waiting.push({ id, type });
    }
    Object.values(value).forEach(take);
  };
  for (const { field } of LISTS) {
    take((await client.send(`{ list: ${field.name}(first: 200) { nodes { __typename id } } }`)).data);
  }
  for (const events of ['events', 'orderEvents'])
    take((await client.send(`{ ${events}(first: 200) { events { __typename id } } }`)).data);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { data } = await client.send(LOOKUPS.get(next.type)!, { id: next.id });
    take(data);
  }
  return seen;
}
