import { ApiKey } from '../../entities/auth/api-key';
import { Principal } from '../../entities/auth/principal';
import { Permission } from '../../src/auth/permissions';
import { inList } from '../../src/persistence/sql-fragment';
import type { RequestContext } from '../kit/context';
import { registerNode } from '../node/node-registry';
import { defineLoader, grouped, inOrder } from '../kit/loader';

export const principalById = defineLoader<string, Principal>(async ({ services }, ids) => {
  const where = inList('t.id', ids);
  const rows = await services.database.reader.select(Principal, `WHERE ${where.sql}`, where.params);
  return inOrder(ids, rows, ({ id }) => id);
});

const apiKeyById = defineLoader<string, ApiKey>(async ({ services }, ids) => {
  const where = inList('t.id', ids);
  const rows = await services.database.reader.select(ApiKey, `WHERE ${where.sql}`, where.params);
  return inOrder(ids, rows, ({ id }) => id);
});

export const keysOfPrincipal = defineLoader<string, ApiKey[]>(async ({ services }, ids) => {
  const where = inList('t.principal_id', ids);
  const tail = `WHERE ${where.sql} ORDER BY t.principal_id, t.id DESC`;
  const rows = await services.database.reader.select(ApiKey, tail, where.params);
  return grouped(ids, rows, ({ principalId }) => principalId);
});

/** A key, if it is the caller's own or the caller may see all. */
export async function visibleKey(ctx: RequestContext, id: string): Promise<ApiKey | null> {
  const key = await apiKeyById(ctx).load(id);
  const { principalId, permissions } = ctx.actor;
  return key && (key.principalId === principalId || permissions.has(Permission.PRINCIPAL_READ)) ? key : null;
}

registerNode('Principal', (ctx, id) => principalById(ctx).load(id));
registerNode('ApiKey', visibleKey);
