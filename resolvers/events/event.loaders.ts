import { DomainEvent } from '../../entities/events/domain-event';
import { seenCondition } from '../../src/events/event-filter';
import { allOf, fragment, inList } from '../../src/persistence/sql-fragment';
import { registerNode } from '../node/node-registry';
import { defineLoader, inOrder } from '../kit/loader';
import { seenAggregates } from './seen-aggregates';

/** Events by id; null for those without a position yet, and those that the caller does not see. */
export const eventLoader = defineLoader<string, DomainEvent>(async (ctx, ids) => {
  const { services, actor } = ctx;
  const seen = seenCondition(actor.scope, seenAggregates(ctx));
  const visible = allOf([inList('t.id', ids), fragment('t.position > 0'), seen]);
  const rows = await services.database.reader.select(DomainEvent, `WHERE ${visible.sql}`, visible.params);
  return inOrder(ids, rows, ({ id }) => id);
});

registerNode('DomainEvent', (context, id) => eventLoader(context).load(id));
