import type { Config } from '../config/config';
import { noLogHints, type LogHint, type LogHints } from '../events/log-hints';
import { openRedisLogHints } from '../events/redis-log-hints';
import type { Logger } from '../shared/logger';

/** How this process is connected with the servers on the same database: through Redis where there is one. */
export function logHintsOf(
  { redisUrl: url, database }: Config,
  log: Logger,
): (onHint: (hint: LogHint) => void) => LogHints {
  if (url === null) return () => noLogHints;
  const name = database.kind === 'mysql' ? new URL(database.url).pathname.slice(1) : database.file;
  return (onHint) => openRedisLogHints({ url, channel: `orderwire:${name}`, onHint, log });
}
