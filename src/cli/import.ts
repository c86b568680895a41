import { setFlagsFromString } from 'node:v8';
import { Command } from 'commander';
import { adventureWorks } from '../imports/samples/adventureworks/adventureworks';
import { northwind } from '../imports/samples/northwind/northwind';
import { addImportOrders } from './import-orders';
import { importSourceCommand } from './import-source';

/** One subcommand for each kind of source. */
export function importCommand(): Command {
  const command = new Command('import')
    .description(
      'Bring in data of other systems, also while a server runs. Repeating an import changes nothing.',
    )
    .hook('preAction', keepHeapSmall)
    .addCommand(importSourceCommand(adventureWorks))
    .addCommand(importSourceCommand(northwind));
  addImportOrders(command);
  return command;
}

/** Before it is swept, the heap may grow to twice what is in use, not to four times: imports keep little and throw much away. */
function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=100');
}
