import { compareTotals, type ComparisonPlan, type ImportReport, type Remark } from './import-report';
import type { ImportProgress, ImportServices } from './import-services';
import { ImportSession } from './import-session';
import { ourTotals } from './our-totals';
import type { SourceFolder, SourceTables } from './source-folder';
import { SourceTotals } from './source-totals';

/** A data set that can be imported from a folder. */
export interface SourceSystem {
  /** On the command line and in external ids. */
  name: string;
  /** Whose data it is, for people. */
  title: string;
  tables: SourceTables;
  comparison: ComparisonPlan;
  /** Runs the steps in their order; says what has no place here. */
  load(work: LoadWork): Promise<Remark[]>;
}

/** What the steps of one import share. */
export interface LoadWork {
  folder: SourceFolder;
  session: ImportSession;
  services: ImportServices;
  /** To be told every order of the source. */
  totals: SourceTotals;
  /** Only orders before this day, `YYYY-MM-DD`; null for all. */
  until: string | null;
  /** Orders that came in with other content take that of the folder. */
  replace: boolean;
}

export interface ImportOptions {
  services: ImportServices;
  progress: ImportProgress;
  until: string | null;
  replace?: boolean;
}

/** Imports a folder, or goes on with it, and compares what is here then with the source. Repeating it changes nothing. */
export async function importSource(
  system: SourceSystem,
  folder: SourceFolder,
  { services, progress, until, replace = false }: ImportOptions,
): Promise<ImportReport> {
  const startedAt = services.clock.now();
  const started = performance.now();
  const importKey = [system.name, folder.fingerprint(), until, replace && 'replace']
    .filter(Boolean)
    .join(' ');
  const session = await ImportSession.open(services, progress, importKey);
  const totals = new SourceTotals(services.settings.roundingMode);
  const remarks = await system.load({ folder, session, services, totals, until, replace });
  await session.finish();
  const years = totals.years();
  const { timeZone } = services.settings;
  const ours = await ourTotals(services.database.reader, { system: system.name, years, until, timeZone });
  return {
    source: system.name,
    directory: folder.directory,
    until,
    startedAt: startedAt.toISOString(),
    seconds: (performance.now() - started) / 1000,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    steps: session.steps,
    totals: compareTotals(system.comparison, totals.exact, totals.rounded, ours),
    remarks: until === null ? remarks : [leftOut(until), ...remarks],
    rejections: session.rejections,
  };
}

function leftOut(until: string): Remark {
  return {
    what: `orders of ${until} and later`,
    why: 'left out, as was asked; import without a day to add them',
  };
}
