import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { AuditEntry, type AuditedChange } from '../../entities/audit/audit-entry';
import { ApiKey } from '../../entities/auth/api-key';
import { Principal } from '../../entities/auth/principal';
import { AUDIT_LOG } from '../../src/audit/audit-list';
import { findVersions, type ObjectVersion } from '../../src/audit/find-versions';
import { requireAllRows } from '../../src/principals/principal-rules';
import { parseGlobalId, toGlobalId } from '../../src/shared/global-id';
import { invalidInput } from '../../src/shared/invalid-input';
import { principalById, visibleKey } from '../auth/auth.loaders';
import { ConnectionArgs, type Connection } from '../kit/connection';
import type { RequestContext } from '../kit/context';
import { visibleData } from '../events/visible-data';
import { registerNode } from '../node/node-registry';
import { defineLoader, inOrder, rowById } from '../kit/loader';
import { optionalId } from '../kit/optional-id';
import { AuditChange, AuditEntryConnection, AuditFilterInput } from './audit.types';

const entryById = rowById(AuditEntry);
const versionKey = ({ type, id, version }: ObjectVersion): string => `${type} ${id} ${version}`;
const eventOfVersion = defineLoader(
  async ({ services }: RequestContext, versions: readonly ObjectVersion[]) =>
    inOrder(
      versions.map(versionKey),
      await findVersions(services.database.reader, versions),
      ({ aggregateType, aggregateId, aggregateVersion }) =>
        versionKey({ type: aggregateType, id: aggregateId, version: aggregateVersion }),
    ),
  versionKey,
);

registerNode('AuditEntry', (ctx, id) =>
  ctx.actor.scope.all ? entryById(ctx).load(id) : Promise.resolve(null),
);

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Query(() => AuditEntryConnection, {
    description:
      'Who did what, when, from where and with which key; the newest first. For those who see all rows: anybody else is `FORBIDDEN`.',
  })
  async auditLog(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => AuditFilterInput, { nullable: true, description: 'Which entries. Default: all.' })
    input: AuditFilterInput | null,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Connection<AuditEntry>> {
    requireAllRows(actor);
    const wanted = { filter: toFilter(input ?? {}) };
    const list = await AUDIT_LOG.open(services.database.reader, actor.scope, wanted);
    return AuditEntryConnection.of(await list.page(page), () => list.count());
  }

  @FieldResolver(() => Principal, { nullable: true, description: 'Who did it; null when a sign-in failed.' })
  principal(
    @Root() { principalId }: AuditEntry,
    @Ctx() ctx: RequestContext,
  ): Promise<Principal | null> | null {
    return principalId === null ? null : principalById(ctx).load(principalId);
  }

  @FieldResolver(() => ApiKey, {
    nullable: true,
    description: 'The API key that it was done with; null: with a token.',
  })
  apiKey(@Root() { apiKeyId }: AuditEntry, @Ctx() ctx: RequestContext): Promise<ApiKey | null> | null {
    return apiKeyId === null ? null : visibleKey(ctx, apiKeyId);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Global id of the main object of the action.',
  })
  objectId(@Root() { objectType, objectId }: AuditEntry): string | null {
    return objectType === null || objectId === null ? null : toGlobalId(objectType, objectId);
  }

  @FieldResolver(() => [AuditChange], {
    description: 'What was changed: at most one for each object that the request touched.',
  })
  changes(@Root() { changes }: AuditEntry, @Ctx() ctx: RequestContext): Promise<AuditChange[]> {
    return Promise.all(changes.map((change) => describeChange(ctx, change)));
  }
}

async function describeChange(ctx: RequestContext, change: AuditedChange): Promise<AuditChange> {
  const { type, id, version = null, before = null, after = null } = change;
  const described = { type, objectId: toGlobalId(type, id), version, before, after };
  if (version === null) return described;
  const data = async (number: number) => {
    const event = await eventOfVersion(ctx).load({ type, id, version: number });
    return event && visibleData(event, ctx);
  };
  const [earlier, later] = await Promise.all([version > 1 ? data(version - 1) : null, data(version)]);
  return { ...described, before: earlier, after: later };
}

function toFilter({ principalId, apiKeyId, objectId, ...same }: AuditFilterInput) {
  const object = objectId ? parseGlobalId(objectId) : null;
  if (objectId && !object) throw invalidInput('objectId', 'id', 'it is not an id that the API returned');
  return {
    ...same,
    principalId: optionalId('Principal', principalId),
    apiKeyId: optionalId('ApiKey', apiKeyId),
    object,
  };
}
