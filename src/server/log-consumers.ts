import { consumerStore } from '../events/consumer-store';
import { LogConsumer } from '../events/log-consumer';
import type { Database } from '../persistence/database';
import type { Clock } from '../shared/clock';
import type { Logger } from '../shared/logger';
import { LOG_CONSUMERS } from './areas';

export interface LogConsumersOptions {
  database: Database;
  clock: Clock;
  log: Logger;
  /** Whether it is this server's turn. */
  isMine: () => boolean;
}

export function buildLogConsumers({ database, clock, log, isMine }: LogConsumersOptions): LogConsumer[] {
  return LOG_CONSUMERS.map((consumer) => {
    const { name } = consumer;
    return new LogConsumer(consumer, {
      store: consumerStore(database, clock, name),
      isMine,
      onError: (error) => log.error({ err: error, consumer: name }, 'a consumer of the event log failed'),
    });
  });
}
