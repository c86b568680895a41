import { OrderImportOutcome } from '../../entities/orders/import.enums';
import type { DomainError } from '../shared/errors';

/** What became of one order that another system sent. */
export interface RowOutcome {
  outcome: OrderImportOutcome;
  /** Null for what did not go in. */
  orderId: string | null;
  error: DomainError | null;
  /** The row had gone in when the batch was sent before. */
  replayed: boolean;
}

/** Something that did not go in, for a person. */
export interface Rejection {
  /** File and line, or whatever else names it in its source. */
  where: string;
  code: string;
  message: string;
}

export type OutcomeCounts = Record<OrderImportOutcome, number>;

/** How many orders had each outcome. */
export function countOutcomes(outcomes: Iterable<Pick<RowOutcome, 'outcome'>>): OutcomeCounts {
  const names = Object.keys(OrderImportOutcome) as OrderImportOutcome[];
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as OutcomeCounts;
  for (const { outcome } of outcomes) counts[outcome] += 1;
  return counts;
}
