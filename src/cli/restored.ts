import { Command } from 'commander';
import { readConfig } from '../config/config';
import { renewLogEpoch } from '../events/log-epoch';
import { openDatabase } from '../persistence/open-database';

export function restoredCommand(): Command {
  return new Command('restored')
    .description('Run this after each restore of a backup: clients that follow the event log load anew.')
    .action(async () => {
      const database = await openDatabase(readConfig(process.env, process.cwd()).database);
      try {
        await database.migrate();
        const epoch = await renewLogEpoch(database);
        console.log(
          `The event log of the ${database.label} database has the epoch ${epoch} now. Servers that run notice it within a second.`,
        );
      } finally {
        await database.close();
      }
    });
}
