import { hash } from 'node:crypto';
import { systemActor } from '../../auth/actor';
import type { Settings } from '../../config/settings';
import { DomainError } from '../../shared/errors';
import { newId } from '../../shared/ids';
import { StartupError } from '../../shared/startup-error';
import { findCheckpoint, noteImportProgress } from '../../intake/checkpoints';
import type { ImportProgress } from '../import-services';
import { checkOrderFile } from './check-order-file';
import { importBatch } from '../../intake/import-batch';
import type { RowOutcome } from '../../intake/intake-report';
import { bounded, openOrders, refuseOtherForms, type Bounds } from './open-order-file';
import type { OrderFileOptions, OrderFileServices } from './order-file-options';
import type { FileFlaw, FileOrder } from './order-file';
import type { OrderFileReport } from './order-file-report';
import type { OrderTally } from './order-tally';
import { SurveyedFile } from './surveyed-file';

const ONE_BY_ONE: Bounds = { orders: 250, rows: 5_000 };
export const ALL_OR_NOTHING: Bounds = { orders: 2_000, rows: 10_000 };

/**
 * Imports the orders of a CSV or JSONL file. The file is checked to its end first; of one that is not sound nothing goes in. Then its
 * orders go in by transactions of bounded size, each with a note of how far the file has come, so that an interrupted import of the same file
 * goes on there. Throws a `StartupError` for a file that is no order file, before anything has gone in, and for one that changes meanwhile.
 */
export async function importOrderFile(
  services: OrderFileServices,
  options: OrderFileOptions,
  progress: ImportProgress,
): Promise<OrderFileReport> {
  refuseOtherForms(options.file);
  const survey = await SurveyedFile.read(options.file);
  const { tally: checked, size } = await checkOrderFile(services, options, survey, progress);
  if (checked.isRefused) return checked.report();
  if (options.allOrNothing) refuseTooLarge(options.file, size);
  const tally = checked.next();
  await new FileImport(services, options, survey, tally).run(progress);
  return tally.report();
}

/** One run over a file that is sound. */
class FileImport {
  private readonly importKey: string;
  /** Whether there is a note of this import. */
  private isNoted = false;

  constructor(
    private readonly services: OrderFileServices,
    private readonly options: OrderFileOptions,
    private readonly survey: SurveyedFile,
    private readonly tally: OrderTally,
  ) {
    this.importKey = importKey(survey, options, services.settings);
  }

  async run(progress: ImportProgress): Promise<void> {
    const { services, options, survey, tally } = this;
    const done = await this.doneBefore();
    const orders = openOrders(options, services.settings.timeZone, refuseFault);
    progress.begin('Importing order lines', survey.lines);
    for await (const batch of bounded(orders, options.allOrNothing ? UNBOUNDED : ONE_BY_ONE)) {
      const fresh = batch.slice(Math.max(0, Math.min(batch.length, done - tally.orders)));
      const before = batch.slice(0, batch.length - fresh.length);
      for (const order of before) tally.add(order, AS_BEFORE);
      if (fresh.length > 0) {
        await survey.refuseChanged();
        const outcomes = await this.store(fresh);
        fresh.forEach((order, i) => tally.add(order, outcomes[i]!));
      }
      progress.advance(batch.at(-1)!.lastLine);
    }
    if (this.isNoted) await this.forget();
    progress.end();
  }

  /** How many orders of the file an interrupted import has brought in. */
  private async doneBefore(): Promise<number> {
    const checkpoint = await findCheckpoint(this.services.database.reader, this.importKey);
    this.isNoted = checkpoint !== null;
    return checkpoint?.done ?? 0;
  }

  /** Orders that are rejected are tried again by every run: from the first of them on, nothing is noted any more. */
  private async store(orders: readonly FileOrder[]): Promise<RowOutcome[]> {
    const { mode, allOrNothing, replace = false, readOrder } = this.options;
    const rows = await Promise.all(
      orders.map(async ({ flaws: [flaw], content }) =>
        flaw ? new DomainError(flaw.code, flaw.message) : readOrder(content, mode),
      ),
    );
    const { tally, importKey } = this;
    const note = { importKey, progress: { step: 'orders', done: tally.orders + orders.length } };
    const outcomes = await importBatch(this.services, {
      actor: systemActor,
      idempotencyKey: null,
      inputHash: '',
      allOrNothing,
      replace,
      rows,
      ...(!tally.hasRejected && { note }),
    });
    this.isNoted ||= outcomes.some(({ outcome }) => outcome === 'IMPORTED' || outcome === 'REPLACED');
    return outcomes;
  }

  private async forget(): Promise<void> {
    const { runner, clock } = this.services;
    await runner.run(noteImportProgress(), {
      id: newId(),
      actor: systemActor,
      idempotencyKey: null,
      input: { importKey: this.importKey, progress: null },
      occurredAt: clock.now(),
    });
  }
}

const UNBOUNDED: Bounds = { orders: Infinity, rows: Infinity };
const AS_BEFORE: RowOutcome = { outcome: 'EXISTING', orderId: null, error: null, replayed: false };

/** The same for the same content that is imported in the same way. */
function importKey(
  { digest }: SurveyedFile,
  { mode, system, replace = false }: OrderFileOptions,
  { timeZone }: Settings,
): string {
  const key = JSON.stringify([digest, mode, system, replace, timeZone]);
  return `orders ${hash('sha256', key, 'base64url')}`;
}

function refuseFault({ line, message }: FileFlaw): never {
  throw new StartupError(`line ${line}: ${message}. The file was sound when it was checked.`);
}

function refuseTooLarge(file: string, size: Bounds): void {
  const { orders, rows } = ALL_OR_NOTHING;
  if (size.orders <= orders && size.rows <= rows) return;
  throw new StartupError(
    `${file} has more than ${orders.toLocaleString('en')} orders or ${rows.toLocaleString('en')} order lines; no more go in all or nothing. Nothing went in: split the file, or import it without --all-or-nothing.`,
  );
}
