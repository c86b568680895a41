import { SUM_LEVELS, type SumLevel } from '../../entities/analytics/booking-sum';
import { addDays } from '../shared/clock';
import type { BookingsDimension } from './booking-sums';
import { asMonths, wholeMonths, type Days } from './calendar';
import type { BookingsQuestion, Sign } from './entry-sums';

/** What the answer to a question is added up from. */
export interface BookingsSources {
  /** Sums by account, by territory and day, or by territory and month. */
  sums: readonly { level: SumLevel; days: Days }[];
  /** Sums of products: whole months. */
  products: readonly Days[];
  /** Days of sums, to which the entries are added that are in no sums yet. */
  later: readonly Days[];
  /** Single entries, of everybody; with a minus to be taken off again. */
  entries: readonly { days: Days; sign: Sign }[];
}

/** What sums by territory do not tell apart. */
const OF_ORDER: readonly BookingsDimension[] = ['ACCOUNT', 'REP', 'CHANNEL'];
/** What the sums of products tell apart. */
const OF_PRODUCTS: readonly BookingsDimension[] = ['SKU', 'CATEGORY', 'CURRENCY', 'MONTH'];

export const asksForProducts = ({ groupBy }: BookingsQuestion): boolean =>
  groupBy.includes('SKU') || groupBy.includes('CATEGORY');

export function sourcesOf(question: BookingsQuestion): BookingsSources {
  return asksForProducts(question) ? productSources(question) : orderSources(question);
}

/**
 * Products, by month at most and all that there are: from their sums, the first and the last month less or more the days that are not
 * or only asked for. By anything else, and within a scope, from the entries.
 */
function productSources(question: BookingsQuestion): BookingsSources {
  const { groupBy, scope, from, to } = question;
  const summed = scope.all && groupBy.every((dimension) => OF_PRODUCTS.includes(dimension));
  const { months, lacking, excess } = summed
    ? asMonths(question)
    : { months: null, lacking: [{ from, to }], excess: [] };
  return {
    sums: [],
    products: months ? [months] : [],
    later: months ? [months] : [],
    entries: [
      ...lacking.map((days) => ({ days, sign: '' }) as const),
      ...excess.map((days) => ({ days, sign: '-' }) as const),
    ],
  };
}

/** Whole months come from their own sums where there are such and nobody asks for days or weeks; the days around them come one by one. */
function orderSources(question: BookingsQuestion): BookingsSources {
  const { groupBy, from, to } = question;
  const level = levelOf(question);
  const months = wholeMonths(question);
  const byDay = groupBy.includes('DAY') || groupBy.includes('WEEK');
  const rest: Omit<BookingsSources, 'sums'> = { products: [], later: [{ from, to }], entries: [] };
  if (level !== SUM_LEVELS.TERRITORY || byDay || !months)
    return { sums: [{ level, days: { from, to } }], ...rest };
  const before = from < months.from ? [{ level, days: { from, to: addDays(months.from, -1) } }] : [];
  const after = to > months.to ? [{ level, days: { from: addDays(months.to, 1), to } }] : [];
  return { sums: [{ level: SUM_LEVELS.TERRITORY_MONTH, days: months }, ...before, ...after], ...rest };
}

/** The coarsest sums that tell apart what is asked for, and what the scope goes by. */
export function levelOf({ groupBy, scope }: BookingsQuestion): SumLevel {
  const ofOrder = groupBy.some((dimension) => OF_ORDER.includes(dimension));
  return ofOrder || !scope.all ? SUM_LEVELS.ORDER : SUM_LEVELS.TERRITORY;
}
