import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Command } from 'commander';
import { ensureDemoCompany } from '../demo/demo-company';
import { PACKAGE_ROOT } from '../shared/package-root';
import { StartupError } from '../shared/startup-error';
import { progressLine } from './progress-line';
import { withServices, type Workplace } from './with-services';

export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'Make the demo company in an empty database; `serve` does so too where demo data is allowed.',
    )
    .action(() => {
      endWithParent();
      return withServices(makeDemoCompany, { storesMuch: true });
    });
}

/** As `ensureDemoCompany`; refuses where demo data is not allowed and where there is other data. */
async function makeDemoCompany({ config: { demo }, services }: Workplace): Promise<void> {
  if (!demo.allowed) {
    throw new StartupError(
      'Demo data is not allowed here. Set ORDERWIRE_DEMO=1; there is none with NODE_ENV=production.',
    );
  }
  const anchor = demo.anchor === null ? services.clock.now() : new Date(demo.anchor);
  const onProgress = progressLine(process.stdout, 'Making the demo company');
  if (!(await ensureDemoCompany(services, { seed: demo.seed, anchor, onProgress }))) {
    throw new StartupError('The database has data of its own; the demo company needs an empty one.');
  }
}

/** Runs `orderwire demo` in a process of its own, so that the memory that it takes is gone with it. The two end together. */
export async function makeDemoCompanyApart(): Promise<void> {
  const child = fork(path.join(PACKAGE_ROOT, 'bin', 'orderwire.js'), ['demo'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new StartupError('The demo company could not be made; what was wrong stands above.');
}

/** What is made by then stays, and the next load goes on with it. */
function endWithParent(): void {
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
}
