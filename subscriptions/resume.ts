import type { RequestContext } from '../resolvers/context';
import { loadNode } from '../resolvers/global/node-registry';
import { EventReader } from '../src/events/event-reader';
import { DomainError } from '../src/shared/errors';
import { fromGlobalId } from '../src/shared/global-id';
import { brokenRule, type RuleLimit } from '../src/shared/invalid-input';

const DAY_MS = 86_400_000;

/** A position that a subscription may go on from; null stands for now. Throws `POSITION_EXPIRED` for one that is too old. */
export async function resumePosition(
  { services: { database, clock, settings } }: RequestContext,
  after: bigint | null | undefined,
): Promise<bigint | null> {
  if (after === null || after === undefined) return null;
  const cutoff = new Date(clock.now().getTime() - settings.resumeDays * DAY_MS);
  await new EventReader(database.reader).checkResumable(after, cutoff);
  return after;
}

/** The raw id of an object that exists and that the caller may see. Throws `INVALID_ID` or `NOT_FOUND`. */
export async function visibleId(context: RequestContext, type: string, globalId: string): Promise<string> {
  const id = fromGlobalId(type, globalId);
  if (await loadNode(context, globalId)) return id;
  throw new DomainError('NOT_FOUND', `There is no ${type} with the id "${globalId}" that you may see.`, {
    type,
    id: globalId,
  });
}

/** Throws `VALIDATION_FAILED` for one argument. */
export function refuse(path: string, rule: string, message: string, limit?: RuleLimit): never {
  throw brokenRule(message, { path, rule, message, limit });
}
