import type { Services } from '../../resolvers/kit/services';
import { banner } from './banner';
import { makeDemoCompanyApart } from './demo';
import { demoTokens } from './demo-tokens';
import { readConfig, type Config } from '../config/config';
import { startApplication, type Application } from '../server/application';
import { guardProcess } from '../server/process-guard';
import { giveMemoryBackWhenQuiet } from '../server/quiet-memory';
import type { PlaygroundConfig } from '../server/playground';
import { lacksDemoCompany } from '../demo/demo-company';
import { createLogger, type Logger } from '../shared/logger';

/** Reads the configuration, starts, and runs until a signal stops it. */
export async function main(): Promise<void> {
  const config = readConfig(process.env, process.cwd());
  const log = createLogger(config.logLevel);
  guardProcess(log);
  const playground: { config: PlaygroundConfig | null } = { config: null };
  const application = await startApplication({
    config,
    log,
    playground: () => playground.config,
    prepare: (services) => prepareDemo(config, services),
  });
  stopOnSignals(application, log);
  giveMemoryBackWhenQuiet();
  await greet(config, application, playground);
}

/** Where demo data is allowed, an empty database gets the demo company. */
async function prepareDemo({ demo }: Config, { database }: Services): Promise<void> {
  if (demo.allowed && (await lacksDemoCompany(database.reader))) await makeDemoCompanyApart();
}

/** Tells the terminal where the server is, and the playground which demo tokens there are. */
async function greet(
  { demo, playground: withPlayground }: Config,
  { url, services, secret }: Application,
  playground: { config: PlaygroundConfig | null },
): Promise<void> {
  const tokens = demo.allowed ? await demoTokens(services.database, secret) : [];
  const first = tokens.find(({ role }) => role === 'ADMIN') ?? tokens[0];
  if (first) playground.config = { headers: { authorization: `Bearer ${first.token}` }, tokens };
  process.stdout.write(`${banner(url, services.database.label, withPlayground, tokens)}\n`);
  services.log.info({ url, database: services.database.label }, 'ready');
}

/** The first SIGTERM or SIGINT stops gracefully, the second one at once. */
function stopOnSignals(application: Application, log: Logger): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    application.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}
