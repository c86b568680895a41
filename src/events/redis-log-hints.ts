import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../shared/logger';
import type { LogHint, LogHints } from './log-hints';

export interface RedisLogHintsOptions {
  url: string;
  /** The same for all servers of one installation, and for no other. */
  channel: string;
  /** Told every hint of every server, this one's own too; and both kinds when Redis is back, for those that were lost. */
  onHint: (hint: LogHint) => void;
  log: Logger;
}

const RECONNECT_WITHIN_MS = 1_000;

/** While Redis is away nothing is queued: hints are lost, and polling finds what they would have announced. */
const OPTIONS: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  retryStrategy: (attempt) => Math.min(attempt * 50, RECONNECT_WITHIN_MS),
};

/** LogHints over a channel of Redis. Redis keeps nothing: the log in the database is the truth. */
export function openRedisLogHints({ url, channel, onHint, log }: RedisLogHintsOptions): LogHints {
  const publisher = connect(url, log);
  const subscriber = connect(url, log);
  const pending = new Set<LogHint>();
  subscriber.on('ready', () => {
    subscriber.subscribe(channel).then(
      () => {
        onHint('stored');
        onHint('positioned');
      },
      (error: unknown) => log.warn({ err: error }, 'Redis does not take a subscription'),
    );
  });
  subscriber.on('message', (_channel: string, hint: string) => onHint(hint as LogHint));
  return {
    send(hint) {
      if (pending.has(hint)) return;
      pending.add(hint);
      setImmediate(() => {
        pending.delete(hint);
        publisher.publish(channel, hint).catch(() => undefined);
      });
    },
    close: async () => {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

/** A connection that comes back by itself; tells the log when it goes and when it is back, and not of every attempt. */
function connect(url: string, log: Logger): Redis {
  let away = false;
  const redis = new Redis(url, { ...OPTIONS, autoResubscribe: false });
  redis.on('error', (error) => {
    if (!away) log.warn({ err: error }, 'Redis cannot be reached; polling goes on');
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info('Redis is back');
    away = false;
  });
  return redis;
}
