import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { PrincipalKind } from '../../entities/auth/auth.enums';
import { Node } from '../../entities/node';
import type { Actor } from '../../src/auth/actor';
import { Permission } from '../../src/auth/permissions';
import { Role } from '../../src/auth/roles';
import { accountScope } from '../../src/auth/row-scope';
import { num, type RawInteger } from '../../src/persistence/values';
import { toGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';
import { registerNode } from './node-registry';

@ObjectType({
  implements: Node,
  description: 'Who is asking, as the server sees the token at this moment.',
})
export class Viewer implements Node {
  constructor(private readonly actor: Actor) {}

  get globalId(): string {
    return toGlobalId('Viewer', this.actor.principalId);
  }

  @Field(() => ID, { description: 'Global id of the principal, as `actorId` of what it has done.' })
  get principalId(): string {
    return toGlobalId('Principal', this.actor.principalId);
  }

  @Field(() => String, { description: "The principal's name." })
  get name(): string {
    return this.actor.name;
  }

  @Field(() => PrincipalKind, { description: 'What kind of caller the principal is.' })
  get kind(): PrincipalKind {
    return this.actor.kind;
  }

  @Field(() => [Role], {
    description: 'Roles of the principal that the token lets through: at most each once.',
  })
  get roles(): Role[] {
    return [...this.actor.roles];
  }

  @Field(() => [Permission], { description: 'Permissions, sorted by name: at most each once.' })
  get permissions(): Permission[] {
    return [...this.actor.permissions].sort();
  }

  @Field(() => Boolean, {
    description:
      'Every row is visible; otherwise only those of certain accounts, territories or representatives.',
  })
  get seesEverything(): boolean {
    return this.actor.scope.all;
  }
}

registerNode('Viewer', ({ actor }, id) =>
  Promise.resolve(id === actor.principalId ? new Viewer(actor) : null),
);

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who is asking.' })
  viewer(@Ctx() { actor }: RequestContext): Viewer {
    return new Viewer(actor);
  }

  @FieldResolver(() => Int, { description: 'How many accounts are visible.' })
  async accountCount(@Root() _viewer: Viewer, @Ctx() { actor, services }: RequestContext): Promise<number> {
    const visible = accountScope(actor.scope, 'a');
    const [row] = await services.database.reader.rows<{ n: RawInteger }>(
      `SELECT COUNT(*) AS n FROM accounts a WHERE ${visible.sql}`,
      visible.params,
    );
    return num(row?.n);
  }
}
