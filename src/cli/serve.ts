import { Command } from 'commander';
import { main } from './run-server';

export function serveCommand(): Command {
  return new Command('serve')
    .description('Run the server; PORT, HOST and DATABASE_URL say where.')
    .action(main);
}
