import { maySeeType, NODE_RIGHTS } from '../../src/auth/node-rights';
import type { SeenAggregates } from '../../src/events/event-filter';
import type { RequestContext } from '../kit/context';

/**
 * Of which objects a caller sees the events: of types that it may see at all. Events of the selling company's own objects, whose rows
 * everybody sees who may see the type, are seen alike; of the others, the row scope decides. Events of price lists name no account: they
 * are for those who see everything.
 */
export function seenAggregates({ services, actor }: RequestContext): SeenAggregates {
  const seen = [...services.events.keys()].filter((type) => maySeeType(actor, type));
  const isOpen = (type: string): boolean => NODE_RIGHTS[type]!.rows === 'ALL';
  return { open: seen.filter(isOpen), scoped: seen.filter((type) => !isOpen(type)) };
}
