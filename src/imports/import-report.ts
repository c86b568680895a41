import type { Rejection } from '../intake/intake-report';
import { toDecimalString, toTrimmedDecimal } from '../shared/money';
import { COUNTS, type Dimension, type Measure, type Measures, type Totals } from './totals';

/** How one kind of thing went. Counts are rows of the source. */
export interface StepReport {
  name: string;
  source: number;
  /** Created or changed now. */
  written: number;
  /** Here already, as in the source. */
  unchanged: number;
  /** Imported by an earlier run that was interrupted. */
  resumed: number;
  rejected: number;
}

/** Something of the source that has no place here, or was taken over otherwise than as it stands. */
export interface Remark {
  what: string;
  why: string;
}

/** One figure of the source beside ours, as decimal text. */
export interface Comparison {
  measure: Measure;
  source: string;
  ours: string;
  difference: string;
  /** The part of the difference that rounding makes, computed from the source alone. */
  rounding: string;
  /** What is left of it: 0 when every order is here as it was. */
  unexplained: string;
}

export interface ComparedGroup {
  by: Dimension | 'all';
  key: string;
  figures: Comparison[];
}

export interface ImportReport {
  source: string;
  directory: string;
  /** Orders of this day and later were left out; null when none were. */
  until: string | null;
  startedAt: string;
  seconds: number;
  peakMemoryMb: number;
  steps: StepReport[];
  totals: ComparedGroup[];
  remarks: Remark[];
  rejections: Rejection[];
}

/** Whether everything went in, and the figures differ by rounding alone. */
export function isComplete({ rejections, totals }: ImportReport): boolean {
  return rejections.length === 0 && unexplainedIn(totals) === 0;
}

/** How many figures differ by more than rounding. */
export function unexplainedIn(totals: readonly ComparedGroup[]): number {
  return totals.flatMap(({ figures }) => figures).filter(({ unexplained }) => unexplained !== '0').length;
}

/** What to compare: overall and by the dimensions, in the measures that the source has. */
export interface ComparisonPlan {
  measures: readonly Measure[];
  dimensions: readonly Dimension[];
}

/** The figures of the source, exact and as they are when rounded as we do, beside ours. */
export function compareTotals(
  plan: ComparisonPlan,
  source: Totals,
  rounded: Totals,
  ours: Totals,
): ComparedGroup[] {
  const overall = {
    by: 'all' as const,
    key: '',
    figures: figures(plan, source.all(), rounded.all(), ours.all()),
  };
  const groups = plan.dimensions.flatMap((by) => {
    const [ofSource, ofRounded, ofOurs] = [source.by(by), rounded.by(by), ours.by(by)];
    const keys = [...new Set([...ofSource.keys(), ...ofOurs.keys()])].sort();
    return keys.map((key) => ({
      by,
      key,
      figures: figures(plan, ofSource.get(key), ofRounded.get(key), ofOurs.get(key)),
    }));
  });
  return [overall, ...groups];
}

function figures(
  { measures }: ComparisonPlan,
  source: Measures | undefined,
  rounded: Measures | undefined,
  ours: Measures | undefined,
): Comparison[] {
  return measures.map((measure) => {
    const [s, r, o] = [source, rounded, ours].map((sums) => sums?.[measure] ?? 0n) as [
      bigint,
      bigint,
      bigint,
    ];
    const exact = (value: bigint): string =>
      COUNTS.has(measure) ? String(value) : toTrimmedDecimal(value, 6);
    return {
      measure,
      source: exact(s),
      ours: COUNTS.has(measure) ? String(o) : toDecimalString(o / 10_000n, 2),
      difference: exact(o - s),
      rounding: exact(r - s),
      unexplained: exact(o - r),
    };
  });
}
