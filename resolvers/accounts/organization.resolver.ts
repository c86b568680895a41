import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Currency } from '../../entities/accounts/currency';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { findCurrencies, MAX_CURRENCIES, REPS, TERRITORIES } from '../../src/accounts/organization-lists';
import { fromGlobalId } from '../../src/shared/global-id';
import { ConnectionArgs, type Connection } from '../kit/connection';
import type { RequestContext } from '../kit/context';
import { Reads } from '../kit/columns-of-fields';
import { territoryById } from './accounts.loaders';
import { RepConnection, TerritoryConnection } from './accounts.types';
import { RepFilterInput, TerritoryFilterInput } from './organization.inputs';

@Resolver(() => Rep)
export class OrganizationResolver {
  @Query(() => TerritoryConnection, { description: 'Territories, by code.' })
  async territories(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => TerritoryFilterInput, {
      nullable: true,
      description: 'Which territories. Default: all.',
    })
    filter: TerritoryFilterInput | null,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Connection<Territory>> {
    const list = await TERRITORIES.open(services.database.reader, actor.scope, { filter: filter ?? {} });
    return TerritoryConnection.of(await list.page(page), () => list.count());
  }

  @Query(() => RepConnection, { description: 'Sales representatives, by code.' })
  async reps(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => RepFilterInput, {
      nullable: true,
      description: 'Which representatives. Default: all.',
    })
    input: RepFilterInput | null,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Connection<Rep>> {
    const territoryId = input?.territoryId ? fromGlobalId('Territory', input.territoryId) : null;
    const filter = { active: input?.active, territoryId };
    const list = await REPS.open(services.database.reader, actor.scope, { filter });
    return RepConnection.of(await list.page(page), () => list.count());
  }

  @Query(() => [Currency], {
    description: `The currencies that are set up, by code: at most ${MAX_CURRENCIES}.`,
  })
  currencies(@Ctx() { services }: RequestContext): Promise<Currency[]> {
    return findCurrencies(services.database.reader);
  }

  @Reads<Rep>('territoryId')
  @FieldResolver(() => Territory, {
    nullable: true,
    description: 'The territory that the representative sells in.',
  })
  territory(@Root() { territoryId }: Rep, @Ctx() ctx: RequestContext): Promise<Territory | null> | null {
    return territoryId === null ? null : territoryById(ctx).load(territoryId);
  }
}
