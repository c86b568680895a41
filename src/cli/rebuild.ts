import { Command } from 'commander';
import { rebuildBookings } from '../analytics/rebuild-bookings';
import { progressLine } from './progress-line';
import { withServices } from './with-services';

export function rebuildCommand(): Command {
  const bookings = new Command('bookings')
    .description('Sum all bookings again from the event log; servers may run meanwhile.')
    .action(() =>
      withServices(async ({ services: { database, clock } }) => {
        const onProgress = progressLine(process.stderr, 'Rebuilding the bookings');
        const position = await rebuildBookings({ database, clock, onProgress });
        console.log(`The bookings are rebuilt up to position ${position}.`);
      }),
    );
  return new Command('rebuild')
    .description('Make what is derived from the event log again, from zero.')
    .addCommand(bookings);
}
