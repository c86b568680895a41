import { Kind, parse, type FieldNode, type FragmentDefinitionNode } from 'graphql';
import { Account } from '../../../entities/accounts/account';
import { Order } from '../../../entities/orders/order';
import type { RequestContext } from '../../../resolvers/kit/context';
import { defineLoader } from '../../../resolvers/kit/loader';
import { defineRelation, loadAhead } from '../../../resolvers/kit/prefetch';
import { buildGraphQLSchema } from '../../../src/server/schema';

/** What each batch was asked for. */
let asked: string[][];

const accounts = defineLoader<string, Account, object>(async (_context, ids) => {
  asked.push([...ids]);
  return ids.map((id) => (id === 'hidden' ? null : Object.assign(new Account(), { id })));
});
const accountOf = defineRelation(Order, 'account', {
  to: Account,
  needed: ['id'],
  loader: accounts,
  key: ({ accountId }) => accountId,
});

beforeAll(buildGraphQLSchema);
beforeEach(() => {
  asked = [];
});

function infoOf(text: string) {
  const { definitions } = parse(text);
  const [operation] = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return {
    fieldNodes: operation!.selectionSet.selections as FieldNode[],
    fragments: Object.fromEntries(fragments.map((node) => [node.name.value, node])) as Record<
      string,
      FragmentDefinitionNode
    >,
  };
}

const orders = ['a', 'b', 'a', 'hidden'].map((accountId) => Object.assign(new Order(), { accountId }));
const context = () => ({}) as RequestContext;
const below = (fieldNodes: readonly FieldNode[], ...path: string[]): FieldNode[] =>
  path.reduce<FieldNode[]>(
    (nodes, name) =>
      nodes
        .flatMap(({ selectionSet }) => selectionSet!.selections as FieldNode[])
        .filter((node) => node.name.value === name),
    [...fieldNodes],
  );

describe('loading ahead', () => {
  it.each([
    ['{ orders { nodes { account { name } } } }', ['nodes', 'account']],
    ['{ orders { edges { node { account { name } } } } }', ['edges', 'node', 'account']],
  ])('asks once for all that is different, and its fields answer at once: %s', async (text, path) => {
    const info = infoOf(text);
    const ctx = context();
    await loadAhead(ctx, info, Order, orders);
    const field = { ...info, fieldNodes: below(info.fieldNodes, ...path) };
    const answers = orders.map((order) => accountOf.of(order, ctx, field));
    expect(answers).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'a' }, null]);
    expect(asked).toEqual([['a', 'b', 'hidden']]);
  });

  it('follows fragments', async () => {
    const text =
      '{ orders { ...Page } } fragment Page on OrderConnection { nodes { ... { account { name } } } }';
    await loadAhead(context(), infoOf(text), Order, orders);
    expect(asked).toEqual([['a', 'b', 'hidden']]);
  });

  it.each([
    '{ orders { nodes { id } } }',
    '{ orders { nodes { account @include(if: $wanted) { name } } } }',
    '{ orders { nodes { ... @skip(if: $skipped) { account { name } } } } }',
  ])('asks for nothing that is not selected, or under a condition: %s', async (text) => {
    const info = infoOf(text);
    const ctx = context();
    await loadAhead(ctx, info, Order, orders);
    expect(asked).toEqual([]);
    const field = { ...info, fieldNodes: infoOf('{ account { name } }').fieldNodes };
    expect(await accountOf.of(orders[0]!, ctx, field)).toEqual({ id: 'a' });
  });
});
