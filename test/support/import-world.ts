import { BookingEntry } from '../../entities/orders/booking-entry';
import { ShippedEntry } from '../../entities/orders/shipped-entry';
import { checkInvariants, type InvariantViolation } from './invariants';
import { DEFAULT_SETTINGS } from '../../src/config/settings';
import type { ComparedGroup, ImportReport } from '../../src/imports/import-report';
import { noProgress, type ImportProgress } from '../../src/imports/import-services';
import { SourceFolder } from '../../src/imports/source-folder';
import { importSource, type SourceSystem } from '../../src/imports/source-import';
import type { Measure } from '../../src/imports/totals';
import type { Param } from '../../src/persistence/sql';
import { wire, type Wiring } from '../../src/server/wiring';
import type { Entries } from './bookings-by-hand';
import { createTestDatabase, type TestDatabase } from './databases';
import { keptLog } from './log';
import { projectBookings } from './projected-bookings';

export interface ImportRun {
  progress?: ImportProgress;
  until?: string;
  replace?: boolean;
}

/** A database of its own to import into, wired as the command line does it. */
export class ImportWorld {
  private constructor(
    private readonly testDatabase: TestDatabase,
    private readonly wiring: Wiring,
  ) {}

  static async create(): Promise<ImportWorld> {
    const testDatabase = await createTestDatabase();
    const { log } = keptLog();
    const wiring = wire({
      database: testDatabase.database,
      settings: DEFAULT_SETTINGS,
      secret: 'x'.repeat(32),
      log,
    });
    return new ImportWorld(testDatabase, wiring);
  }

  get database() {
    return this.testDatabase.database;
  }

  async import(system: SourceSystem, folder: string, run: ImportRun = {}): Promise<ImportReport> {
    const source = await SourceFolder.open(folder, system.tables);
    return importSource(system, source, {
      services: this.wiring.services,
      progress: run.progress ?? noProgress,
      until: run.until ?? null,
      replace: run.replace ?? false,
    });
  }

  /** The rows of a query, integers as numbers. */
  async rows(sql: string, params: readonly Param[] = []): Promise<Record<string, unknown>[]> {
    const rows = await this.database.reader.rows<Record<string, unknown>>(sql, params);
    return rows.map((row) => {
      const values = Object.entries(row).filter(([name]) => name !== '_metadata');
      return Object.fromEntries(values.map(([name, value]) => [name, plain(value)]));
    });
  }

  /** The one row of a query. */
  async row(sql: string, params: readonly Param[] = []): Promise<Record<string, unknown>> {
    return (await this.rows(sql, params))[0]!;
  }

  /** The two columns of a query as an object. */
  async table(sql: string): Promise<Record<string, unknown>> {
    const rows = await this.rows(sql);
    return Object.fromEntries(rows.map((row) => Object.values(row) as [string, unknown]));
  }

  /** How many rows every table has that an import may touch. */
  async counts(): Promise<Record<string, unknown>> {
    const counts = TABLES.map((table) => `SELECT '${table}' AS name, COUNT(*) AS n FROM ${table}`);
    return this.table(counts.join(' UNION ALL '));
  }

  /** Everything that does not add up; empty when all is well. */
  violations(): Promise<InvariantViolation[]> {
    return checkInvariants(this.database.reader);
  }

  /** Gives positions to every event. */
  async position(): Promise<void> {
    await this.wiring.sequencer.stop();
    await this.wiring.sequencer.drain();
  }

  /** Works what has a position into the sums of the bookings, at most some steps of it; whether there is more. */
  async project(steps = Infinity): Promise<boolean> {
    let hasMore = true;
    for (let step = 0; hasMore && step < steps; step++) {
      ({ hasMore } = await projectBookings(this.database, EVENTS_PER_STEP));
    }
    return hasMore;
  }

  /** Every entry of the bookings. */
  async bookingEntries(): Promise<Entries> {
    const { reader } = this.database;
    return {
      booked: await reader.select(BookingEntry, ''),
      shipped: await reader.select(ShippedEntry, ''),
    };
  }

  async drop(): Promise<void> {
    await this.wiring.stop();
    await this.testDatabase.drop();
  }
}

const EVENTS_PER_STEP = 5_000;

const TABLES = [
  ...[
    'accounts',
    'contacts',
    'addresses',
    'address_snapshots',
    'external_ids',
    'currencies',
    'exchange_rates',
  ],
  ...['territories', 'reps', 'products', 'product_categories', 'price_lists', 'price_list_entries'],
  ...[
    'promotions',
    'promotion_products',
    'tax_rates',
    'locations',
    'inventory_levels',
    'inventory_movements',
  ],
  ...['orders', 'order_lines', 'order_schedule_lines', 'order_tags', 'shipments', 'shipment_lines'],
  ...['booking_entries', 'campaign_attributions', 'events', 'import_checkpoints'],
];

/** SUM() and integers come as bigint, number or text, depending on the driver. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** The source's figures of each group of a report, in the order of the measures. */
export function sourceFigures(
  report: ImportReport,
  by: ComparedGroup['by'],
  measures: readonly Measure[],
): Record<string, string[]> {
  const groups = report.totals.filter((group) => group.by === by);
  return Object.fromEntries(
    groups.map(({ key, figures }) => [
      key,
      measures.map((measure) => figures.find((figure) => figure.measure === measure)!.source),
    ]),
  );
}

/** Figures that differ by more than rounding, and differences by rounding that are more than half a cent for each line. */
export function unexplained(report: ImportReport): string[] {
  return report.totals.flatMap(({ by, key, figures }) => {
    const lines = Number(figures.find(({ measure }) => measure === 'lines')!.source);
    return figures
      .filter((figure) => figure.unexplained !== '0' || Math.abs(Number(figure.rounding)) > lines * 0.005)
      .map((figure) => `${by} ${key} ${figure.measure}: ${figure.unexplained}, ${figure.rounding}`);
  });
}
