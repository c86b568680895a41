import { Command } from 'commander';
import { readConfig } from '../config/config';
import { openDatabase } from '../persistence/open-database';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Bring the database schema up to date; `serve` does so too.')
    .action(async () => {
      const database = await openDatabase(readConfig(process.env, process.cwd()).database);
      try {
        await database.migrate((message) => console.error(message));
        console.log(`The schema of the ${database.label} database is up to date.`);
      } finally {
        await database.close();
      }
    });
}
