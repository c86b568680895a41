import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Account } from '../../entities/accounts/account';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { ApiKey } from '../../entities/auth/api-key';
import { Principal } from '../../entities/auth/principal';
import { API_KEYS, PRINCIPALS } from '../../src/principals/principal-lists';
import { Permission } from '../../src/auth/permissions';
import { isRole, Role } from '../../src/auth/roles';
import { accountById, repById, territoryById } from '../accounts/accounts.loaders';
import { ConnectionArgs, type Connection } from '../kit/connection';
import type { RequestContext } from '../kit/context';
import { optionalId } from '../kit/optional-id';
import { MAX_GRANTS, PrincipalFilterInput } from './auth.inputs';
import { keysOfPrincipal, principalById, visibleKey } from './auth.loaders';
import { ApiKeyConnection, PrincipalConnection } from './auth.types';

@Resolver(() => Principal)
export class PrincipalResolver {
  @Query(() => PrincipalConnection, { description: 'Principals by name.' })
  async principals(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => PrincipalFilterInput, {
      nullable: true,
      description: 'Which principals. Default: all.',
    })
    filter: PrincipalFilterInput | null,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Connection<Principal>> {
    const list = await PRINCIPALS.open(services.database.reader, actor.scope, { filter: filter ?? {} });
    return PrincipalConnection.of(await list.page(page), () => list.count());
  }

  @FieldResolver(() => [Role], {
    description: 'Its roles, which give it permissions: at most each once.',
  })
  roles(@Root() { roles }: Principal): Role[] {
    return roles.filter(isRole);
  }

  @FieldResolver(() => [Permission], {
    description: 'Scopes: only these permissions of the roles, at most each once. None: all of them.',
  })
  scopes(@Root() { scopes }: Principal): Permission[] {
    return scopes.filter(isPermission);
  }

  @FieldResolver(() => [Account], {
    description: `Accounts that it may see, with their sub-accounts: at most ${MAX_GRANTS}.`,
  })
  accounts(@Root() { accountIds }: Principal, @Ctx() ctx: RequestContext): Promise<Account[]> {
    return present(accountIds.map((id) => accountById(ctx).load(id)));
  }

  @FieldResolver(() => [Territory], { description: `Territories that it may see: at most ${MAX_GRANTS}.` })
  territories(@Root() { territoryIds }: Principal, @Ctx() ctx: RequestContext): Promise<Territory[]> {
    return present(territoryIds.map((id) => territoryById(ctx).load(id)));
  }

  @FieldResolver(() => Rep, {
    nullable: true,
    description: 'The sales representative whose rows it may see.',
  })
  rep(@Root() { repId }: Principal, @Ctx() ctx: RequestContext): Promise<Rep | null> | null {
    return repId === null ? null : repById(ctx).load(repId);
  }

  @FieldResolver(() => [ApiKey], { description: 'Its API keys, the newest first; ended ones, too.' })
  async apiKeys(@Root() { id }: Principal, @Ctx() ctx: RequestContext): Promise<ApiKey[]> {
    return (await keysOfPrincipal(ctx).load(id)) ?? [];
  }
}

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Query(() => ApiKeyConnection, {
    description: 'Your API keys, or with PRINCIPAL_READ those of one principal or of all, the newest first.',
  })
  async apiKeys(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('principalId', () => ID, {
      nullable: true,
      description: 'Global id of a principal. Default: all that you may see.',
    })
    principalId: string | null,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Connection<ApiKey>> {
    const given = optionalId('Principal', principalId);
    const owner = actor.permissions.has(Permission.PRINCIPAL_READ) ? given : actor.principalId;
    const wanted = { filter: { principalId: owner } };
    const list = await API_KEYS.open(services.database.reader, actor.scope, wanted);
    return ApiKeyConnection.of(await list.page(page), () => list.count());
  }

  @FieldResolver(() => [Permission], {
    description:
      "Scopes of the key: it has only those of the principal's permissions, at most each once. None: all of them.",
  })
  scopes(@Root() { scopes }: ApiKey): Permission[] {
    return scopes.filter(isPermission);
  }

  @FieldResolver(() => Principal, { nullable: true, description: 'The principal of the key.' })
  principal(@Root() { principalId }: ApiKey, @Ctx() ctx: RequestContext): Promise<Principal | null> {
    return principalById(ctx).load(principalId);
  }

  @FieldResolver(() => ApiKey, { nullable: true, description: 'The key that it was rotated to.' })
  replacedBy(@Root() { replacedById }: ApiKey, @Ctx() ctx: RequestContext): Promise<ApiKey | null> | null {
    return replacedById === null ? null : visibleKey(ctx, replacedById);
  }
}

function isPermission(name: string): name is Permission {
  return name in Permission;
}

async function present<T>(loading: readonly Promise<T | null>[]): Promise<T[]> {
  return (await Promise.all(loading)).filter((row) => row !== null);
}
