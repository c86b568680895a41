import 'reflect-metadata';
import { Command } from 'commander';
import { DomainError } from '../shared/errors';
import { PACKAGE_VERSION } from '../shared/package-root';
import { StartupError } from '../shared/startup-error';
import { demoCommand } from './demo';
import { importCommand } from './import';
import { migrateCommand } from './migrate';
import { rebuildCommand } from './rebuild';
import { restoredCommand } from './restored';
import { serveCommand } from './serve';
import { tokenCommand } from './token';

/** Expected failures are one line that says what to do; anything else comes with its stack. */
function report(error: unknown): void {
  const expected = error instanceof StartupError || error instanceof DomainError;
  console.error(expected ? `orderwire: ${error.message}` : error);
  process.exit(1);
}

const program = new Command('orderwire')
  .description('A GraphQL backend for B2B sales orders, from quote to cash.')
  .version(PACKAGE_VERSION)
  .addCommand(serveCommand())
  .addCommand(tokenCommand())
  .addCommand(migrateCommand())
  .addCommand(demoCommand())
  .addCommand(importCommand())
  .addCommand(rebuildCommand())
  .addCommand(restoredCommand());

program.parseAsync().catch(report);
