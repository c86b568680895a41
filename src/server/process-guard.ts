import { inspect } from 'node:util';
import type { Logger } from '../shared/logger';

/**
 * The last line behind every handler. A promise that fails and that nobody waits for is logged, and the server goes on; without this, Node
 * would end the process. After an error that was thrown outside of any promise nobody knows what state is left: it is logged, and the
 * process ends.
 */
export function guardProcess(log: Logger, target: Pick<NodeJS.Process, 'on' | 'exit'> = process): void {
  target.on('unhandledRejection', (reason) => {
    log.error({ err: errorOf(reason) }, 'a promise failed that nobody waits for');
  });
  target.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an error was caught by nobody; the server ends');
    target.exit(1);
  });
}

function errorOf(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(inspect(reason));
}
