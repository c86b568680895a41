import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { GraphQLInputObjectType } from 'graphql';
import { OrderImportMode } from '../../entities/orders/import.enums';
import { orderReader } from '../../resolvers/intake/import-orders.reader';
import type { ImportProgress } from '../imports/import-services';
import { importOrderFile } from '../imports/order-files/import-order-file';
import { orderFileText } from '../imports/order-files/order-file-report';
import { buildGraphQLSchema } from '../server/schema';
import { StartupError } from '../shared/startup-error';
import { progressLine } from './progress-line';
import { withServices } from './with-services';

interface ImportOrdersOptions {
  mode: 'live' | 'history';
  allOrNothing: boolean;
  system: string;
  replace: boolean;
  json?: string;
}

/** Adds `orders FILE` to the command `import`. */
export function addImportOrders(importCommand: Command): void {
  importCommand
    .command('orders')
    .description('Import orders from a CSV or JSONL file in the form of docs/order-files.md.')
    .argument('<file>', 'a .csv or .jsonl file, or one of them with .gz')
    .addOption(
      new Option('--mode <mode>', 'live: place them now; history: take them over as they were')
        .choices(['live', 'history'])
        .default('live'),
    )
    .option('--all-or-nothing', 'nothing goes in when one order is bad', false)
    .option('--system <name>', 'the other system, for CSV rows without one', 'file')
    .option('--replace', 'history only: orders that came in with other content take that of the file', false)
    .option('--json <report>', 'also write the report as JSON to this file')
    .action(importOrders);
}

/** Ends with exit code 1 when an order was rejected, or the file as a whole. */
async function importOrders(file: string, options: ImportOrdersOptions): Promise<void> {
  const { allOrNothing, system, replace, json } = options;
  if (replace && options.mode !== 'history') {
    throw new StartupError(
      '--replace is for --mode history: a live order is changed by the API, not by a file.',
    );
  }
  const mode = options.mode === 'live' ? OrderImportMode.LIVE : OrderImportMode.HISTORY;
  const schema = await buildGraphQLSchema();
  const readOrder = orderReader(schema.getType('ImportOrderInput') as GraphQLInputObjectType);
  const report = await withServices(
    ({ services }) =>
      importOrderFile(
        services,
        { file, mode, allOrNothing, system, replace, readOrder },
        progressOn(process.stderr),
      ),
    { storesMuch: true },
  );
  console.log(orderFileText(report));
  if (json) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  if (report.rejected > 0 || report.faults.length > 0) process.exitCode = 1;
}

function progressOn(stream: NodeJS.WriteStream): ImportProgress {
  let show: (done: number, total: number) => void = () => undefined;
  let total = 0;
  return {
    begin(name, expected) {
      total = expected;
      show = progressLine(stream, name);
    },
    advance(done) {
      if (done < total) show(done, total);
    },
    end() {
      show(total, total);
    },
  };
}
