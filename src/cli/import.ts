import { Command } from 'commander';
import { addImportOrders } from './import-orders';

export function importCommand(): Command {
  const command = new Command('import').description('Bring in data of other systems.');
  addImportOrders(command);
  return command;
}
