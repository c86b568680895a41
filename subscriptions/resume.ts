import type { RequestContext } from '../resolvers/kit/context';
import { loadNode } from '../resolvers/node/node-registry';
import { EventReader } from '../src/events/event-reader';
import type { LogTenure } from '../src/events/log-epoch';
import { DomainError } from '../src/shared/errors';
import { fromGlobalId } from '../src/shared/global-id';
import { brokenRule, type RuleLimit } from '../src/shared/invalid-input';

const DAY_MS = 86_400_000;

/** The arguments of a subscription that say where it resumes. */
export interface ResumeArgs {
  after?: bigint | null;
  logEpoch?: string | null;
}

/** Where a subscription resumes: the log, and the position in it; null is its end. */
export interface Resumed {
  log: LogTenure;
  after: bigint | null;
}

/** Throws `LOG_CHANGED` for a position of another log, and `POSITION_EXPIRED` for one that is too old. */
export async function resume(
  { services: { database, clock, settings, hub } }: RequestContext,
  { after = null, logEpoch = null }: ResumeArgs,
): Promise<Resumed> {
  // Read before the log: if another log replaces it meanwhile, the subscription ends.
  const log = hub.tenure;
  if (after === null && logEpoch === null) return { log, after };
  const cutoff = new Date(clock.now().getTime() - settings.resumeDays * DAY_MS);
  const { epoch } = await new EventReader(database.reader).checkResumable({ after, logEpoch }, cutoff);
  return { log: epoch === log.epoch ? log : await hub.tenureOf(epoch), after };
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
