import { SourceFolder } from './source-folder';
import type { ImportProgress, ImportServices } from './import-services';
import { compareTotals, type ComparisonPlan, type ImportReport, type Remark } from './import-report';
import { ImportSession } from './import-session';
import { ourTotals } from './our-totals';
import { SourceTotals } from './source-totals';

/** A data set that can be imported from a folder. */
export interface SourceSystem {
  /** In external ids, too. */
  name: string;
  tables: readonly string[];
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
}

/** Imports a folder, or goes on with it, and compares what is here then with the source. Repeating it changes nothing. */
export async function importSource(
  system: SourceSystem,
  directory: string,
  services: ImportServices,
  progress: ImportProgress,
): Promise<ImportReport> {
  const startedAt = services.clock.now();
  const started = performance.now();
  const folder = SourceFolder.open(directory, system.tables);
  const session = await ImportSession.open(services, progress, `${system.name} ${folder.fingerprint()}`);
  const totals = new SourceTotals(services.settings.roundingMode);
  const remarks = await system.load({ folder, session, services, totals });
  await session.finish();
  const { reader } = services.database;
  const ours = await ourTotals(reader, system.name, totals.years(), services.settings.timeZone);
  return {
    source: system.name,
    directory,
    startedAt: startedAt.toISOString(),
    seconds: (performance.now() - started) / 1000,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    steps: session.steps,
    totals: compareTotals(system.comparison, totals.exact, totals.rounded, ours),
    remarks,
    rejections: session.rejections,
  };
}
