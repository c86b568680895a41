import type { Config } from '../config/config';
import { noNudges, type Nudge, type Nudges } from '../events/log-hints';
import { openRedisNudges } from '../events/redis-log-hints';
import type { Logger } from '../shared/logger';

/** How this process is connected with the servers on the same database: through Redis where there is one. */
export function nudgesOf(
  { redisUrl: url, database }: Config,
  log: Logger,
): (onNudge: (nudge: Nudge) => void) => Nudges {
  if (url === null) return () => noNudges;
  const name = database.kind === 'mysql' ? new URL(database.url).pathname.slice(1) : database.file;
  return (onNudge) => openRedisNudges({ url, channel: `orderwire:${name}`, onNudge, log });
}
