import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { isComplete, type ImportReport } from '../imports/import-report';
import { reportText } from '../imports/report-text';
import { SourceFolder } from '../imports/source-folder';
import { importSource, type SourceSystem } from '../imports/source-import';
import { isDay } from '../shared/clock';
import { StartupError } from '../shared/startup-error';
import { importProgress } from './import-progress';
import { withServices } from './with-services';

interface ImportSourceOptions {
  json?: string;
  until?: string;
  replace: boolean;
}

/** `import NAME DIR`: the folder is looked at before the database is opened, so that a wrong one changes nothing. */
export function importSourceCommand(system: SourceSystem): Command {
  return new Command(system.name)
    .description(`Take over ${system.title}. Run it again to go on after an interruption.`)
    .argument('<dir>', 'the folder with one CSV file for each table')
    .option('--json <file>', 'write the report as JSON, too')
    .option('--until <day>', 'only orders before this day (YYYY-MM-DD)', readDay)
    .option('--replace', 'orders that came in with other content take that of the folder', false)
    .action(async (directory: string, { json, until, replace }: ImportSourceOptions) => {
      const folder = await SourceFolder.open(directory, system.tables);
      const progress = importProgress(process.stderr);
      const report = await withServices(
        ({ services }) => importSource(system, folder, { services, progress, until: until ?? null, replace }),
        { storesMuch: true },
      );
      process.stdout.write(`${reportText(report)}\n`);
      if (json !== undefined) writeReport(json, report);
      if (!isComplete(report)) process.exitCode = 1;
    });
}

function readDay(text: string): string {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('Use a day of the form YYYY-MM-DD.');
}

function writeReport(file: string, report: ImportReport): void {
  try {
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    throw new StartupError(`The report cannot be written to ${file}: ${(error as Error).message}`);
  }
}
