import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Currency } from '../../entities/accounts/currency';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import {
  countReps,
  countTerritories,
  findCurrencies,
  findReps,
  findTerritories,
  MAX_CURRENCIES,
} from '../../src/accounts/find-organization';
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
    @Ctx() { services }: RequestContext,
  ): Promise<Connection<Territory>> {
    const { reader } = services.database;
    const slice = await findTerritories(reader, filter ?? {}, page);
    return TerritoryConnection.of(slice, () => countTerritories(reader, filter ?? {}));
  }

  @Query(() => RepConnection, { description: 'Sales representatives, by code.' })
  async reps(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => RepFilterInput, {
      nullable: true,
      description: 'Which representatives. Default: all.',
    })
    input: RepFilterInput | null,
    @Ctx() { services }: RequestContext,
  ): Promise<Connection<Rep>> {
    const { reader } = services.database;
    const territoryIds = input?.territoryId ? [fromGlobalId('Territory', input.territoryId)] : null;
    const filter = { active: input?.active, territoryIds };
    return RepConnection.of(await findReps(reader, filter, page), () => countReps(reader, filter));
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
