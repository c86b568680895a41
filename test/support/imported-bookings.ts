import type { BookingsDimension } from '../../src/analytics/booking-sums';
import { monthsBefore, monthStart } from '../../src/analytics/calendar';
import { findBookings } from '../../src/analytics/find-bookings';
import type { Days } from '../../src/analytics/calendar';
import { addDays } from '../../src/shared/clock';
import { bookingsByHand, summedGroups, type SummedGroup } from './bookings-by-hand';
import type { ImportWorld } from './import-world';

/** Every dimension but that of the account, which has too many groups for one question; and some together. */
const GROUPINGS: readonly (readonly BookingsDimension[])[] = [
  ...([[], ['DAY'], ['WEEK'], ['MONTH'], ['TERRITORY'], ['REP'], ['CATEGORY'], ['SKU']] as const),
  ...([['CHANNEL'], ['CURRENCY'], ['MONTH', 'TERRITORY', 'CHANNEL'], ['CATEGORY', 'REP']] as const),
];

interface Question extends Days {
  groupBy: readonly BookingsDimension[];
}

/** Questions about the bookings of an import, with their answers from every single entry. */
export class ImportedBookings {
  private constructor(
    private readonly world: ImportWorld,
    private readonly questions: readonly { question: Question; expected: SummedGroup[] }[],
  ) {}

  static async of(world: ImportWorld): Promise<ImportedBookings> {
    const entries = await world.bookingEntries();
    const days = entries.booked.map(({ day }) => day).sort();
    const all = { from: days[0]!, to: days.at(-1)! };
    const questions: Question[] = [
      ...GROUPINGS.map((groupBy) => ({ ...all, groupBy })),
      ...monthsOf(all).map((month) => ({ ...month, groupBy: ['ACCOUNT' as const] })),
    ];
    return new ImportedBookings(
      world,
      questions.map((question) => ({
        question,
        expected: bookingsByHand(entries, question.groupBy, question),
      })),
    );
  }

  /** How many orders, lines and cents there are, by hand. */
  get total(): SummedGroup {
    return this.questions[0]!.expected[0]!;
  }

  /** What is answered wrongly, of all questions or of so many. */
  async wrong(count = this.questions.length): Promise<{ question: Question; answer: SummedGroup[] }[]> {
    const found: { question: Question; answer: SummedGroup[] }[] = [];
    for (const { question, expected } of this.questions.slice(0, count)) {
      const request = { ...question, scope: { all: true }, reportingCurrency: 'USD' } as const;
      const { groups } = await findBookings(this.world.database.reader, request);
      const answer = summedGroups(groups, question.groupBy);
      if (exactText(answer) !== exactText(expected)) found.push({ question, answer });
    }
    return found;
  }
}

function monthsOf({ from, to }: Days): Days[] {
  const months: Days[] = [];
  for (let first = monthStart(from); first <= to;) {
    const next = monthsBefore(first, -1);
    months.push({ from: first, to: addDays(next, -1) });
    first = next;
  }
  return months;
}

function exactText(groups: readonly SummedGroup[]): string {
  return JSON.stringify(groups, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value} exactly` : value,
  );
}
