import { ArrayMaxSize } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../../entities/node';
import { MAX_PAGE_SIZE } from '../../src/persistence/lists/keyset';
import type { RequestContext } from '../kit/context';
import { loadNode } from './node-registry';

@ArgsType()
class NodesArgs {
  @Field(() => [ID], { description: `Global ids, at most ${MAX_PAGE_SIZE}.` })
  @ArrayMaxSize(MAX_PAGE_SIZE)
  ids!: string[];
}

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'The object with a global id; null when it does not exist or the caller may not see it.',
  })
  node(
    @Arg('id', () => ID, { description: 'Global id of the object.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Node | null> {
    return loadNode(context, id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: `The objects with these global ids, at most ${MAX_PAGE_SIZE}, in their order; null for what does not exist or may not be seen.`,
  })
  nodes(@Args() { ids }: NodesArgs, @Ctx() context: RequestContext): Promise<(Node | null)[]> {
    return Promise.all(ids.map((id) => loadNode(context, id)));
  }
}
