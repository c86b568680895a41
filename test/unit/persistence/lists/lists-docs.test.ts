import { getNamedType, isInputObjectType } from 'graphql';
import { ALL_RESOLVERS } from '../../../../resolvers';
import { definedLists, type AnyList } from '../../../../src/persistence/lists/define-list';
import { describePage } from '../../../support/docs';
import { listTable } from '../../../support/list-tables';
import { fieldNamed, inputFields } from '../../../support/schema-walk';

/** Orders have a page of their own, `orders-queries.md`. */
const lists = definedLists().filter(({ definition }) => definition.name !== 'orders');

/** What the API takes besides filters, or in one filter more than the definition names. */
const OTHER_FIELDS: Readonly<Record<string, readonly string[]>> = { orders: ['includeSubAccounts'] };

/** The fields that a list's query takes to filter by. */
function filterFields({ definition: { name } }: AnyList): string[] {
  const args = fieldNamed(`Query.${name}`).args;
  const filter = args.find((arg) => arg.name === 'filter');
  const type = filter && getNamedType(filter.type);
  if (isInputObjectType(type)) return inputFields(type.name);
  const page = new Set(['first', 'after', 'last', 'before', 'sort']);
  return args.map((arg) => arg.name).filter((arg) => !page.has(arg));
}

it('the lists of the API are defined', () => {
  expect(ALL_RESOLVERS.length).toBeGreaterThan(0);
  expect(definedLists().length).toBeGreaterThanOrEqual(15);
});

describe('docs/lists.md', () => {
  describePage('lists.md', Object.fromEntries(lists.map((list) => [list.definition.name, listTable(list)])));
});

it.each(definedLists().map((list) => [list.definition.name, list] as const))(
  '%s is defined with the filters that the schema has, and none besides',
  (name, list) => {
    const inputs = list.filterNames.flatMap((filter) => list.definition.filters[filter]!.input);
    expect([...inputs, ...(OTHER_FIELDS[name] ?? [])].sort()).toEqual(filterFields(list).sort());
  },
);
