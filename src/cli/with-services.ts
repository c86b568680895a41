import type { Services } from '../../resolvers/kit/services';
import { readConfig, type Config } from '../config/config';
import { tokenSecret } from '../config/secret';
import { openDatabase } from '../persistence/open-database';
import { logHintsOf } from '../server/log-hints-of';
import { wire } from '../server/wiring';
import { createLogger } from '../shared/logger';

export interface Workplace {
  config: Config;
  services: Services;
  secret: string;
}

export interface WorkOptions {
  /** Without a server, events get their positions while the work goes on, and not only at its end. */
  storesMuch?: boolean;
}

/**
 * Runs a command of the command line on the configured database, migrated if need be, with the same parts as the server.
 * A server that runs meanwhile sees what it writes; without one, its events have their positions at the end.
 */
export async function withServices<T>(
  work: (workplace: Workplace) => Promise<T>,
  { storesMuch = false }: WorkOptions = {},
): Promise<T> {
  const config = readConfig(process.env, process.cwd());
  const database = await openDatabase(config.database);
  try {
    const log = createLogger(config.logLevel);
    await database.migrate((message) => log.info(message));
    const secret = await tokenSecret(config);
    const wiring = wire({
      database,
      settings: config.settings,
      secret,
      log,
      connectLogHints: logHintsOf(config, log),
    });
    if (storesMuch) wiring.sequencer.start();
    try {
      const result = await work({ config, services: wiring.services, secret });
      await wiring.sequencer.drain();
      return result;
    } finally {
      await wiring.stop();
    }
  } finally {
    await database.close();
  }
}
