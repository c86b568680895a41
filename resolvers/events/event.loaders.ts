import { DomainEvent } from '../../entities/events/domain-event';
import { documentScope } from '../../src/auth/row-scope';
import { allOf, fragment, inList } from '../../src/persistence/sql-fragment';
import { registerNode } from '../node/node-registry';
import { defineLoader, inOrder } from '../kit/loader';

/** Events by id; null for those without a position yet, and those outside of the row scope. */
export const eventLoader = defineLoader<string, DomainEvent>(async ({ services, actor }, ids) => {
  const visible = allOf([inList('t.id', ids), fragment('t.position > 0'), documentScope(actor.scope, 't')]);
  const rows = await services.database.reader.select(DomainEvent, `WHERE ${visible.sql}`, visible.params);
  return inOrder(ids, rows, ({ id }) => id);
});

registerNode('DomainEvent', (context, id) => eventLoader(context).load(id));
