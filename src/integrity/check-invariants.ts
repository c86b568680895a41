import type { InvariantArea, InvariantKind } from '../../entities/integrity/invariant.enums';
import type { Sql } from '../persistence/sql';
import { big, num, type RawInteger } from '../persistence/values';
import { DomainError } from '../shared/errors';
import { ACTIVE } from '../analytics/project-bookings';
import type { Invariant, RulesByKey } from '../persistence/invariants/invariant';
import type { KeyRange } from '../persistence/invariants/key-ranges';
import { ofRange, type EventsLeft } from './range-statement';

/** One number that is not what it should be. */
export interface InvariantViolation {
  kind: InvariantKind;
  /** For a person: SKU and location code, order number and line, or table and id; then the name of the number. */
  key: string;
  expected: bigint;
  actual: bigint;
}

/** Where a check goes on: the rules, and the key behind which the next range begins. */
export interface CheckedUpTo {
  /** Their `name`. */
  rules: string;
  key: string;
}

export interface CheckOptions {
  /** The areas whose rules are checked; all when null or empty. */
  areas?: readonly InvariantArea[] | null;
  /** Where a check of the same areas had no time to go on. */
  after?: CheckedUpTo | null;
  /** The moment (`performance.now()`) from which no further range is begun; one always is, so that every check comes further. */
  endsAt?: number;
  /** Rows of a table in a range, about. */
  rowsPerRange?: number;
  /** So many events that the projection of bookings has not come to are listed; the events of entries are looked up beside more. */
  listedEvents?: number;
  /** How a client names a place in the check. */
  cursorOf?: (place: CheckedUpTo) => string;
}

/** At most this many violations are answered. */
export const MAX_VIOLATIONS = 100;
/** Some tens of milliseconds for each rule. */
const ROWS_PER_RANGE = 10_000;

/** The server's projection is a second behind; after an import, and while sums are made anew, it has much to do. */
const FEW_EVENTS = 2_000;

/** The rules of some areas, in the order in which they are checked; all rules when none is named. */
export const rulesOf = (
  invariants: readonly RulesByKey[],
  areas: CheckOptions['areas'],
): readonly RulesByKey[] =>
  areas?.length ? invariants.filter(({ area }) => areas.includes(area)) : invariants;

/**
 * Checks those of the rules that are of the wanted areas. Empty when all is well. Every rule looks at one range of keys after
 * the other, each in one statement: a range has all rows that are compared with each other, and the statement sees one state of the data, so
 * that work in progress is never taken for a violation. Throws `TIMEOUT` with what has been found, and where to go on, when the time
 * is over.
 */
export async function checkInvariants(
  sql: Sql,
  invariants: readonly RulesByKey[],
  options: CheckOptions = {},
): Promise<InvariantViolation[]> {
  const {
    areas,
    after,
    endsAt = Infinity,
    rowsPerRange = ROWS_PER_RANGE,
    listedEvents = FEW_EVENTS,
  } = options;
  const wanted = rulesOf(invariants, areas);
  const left = await eventsLeft(sql, listedEvents);
  let begun = false;
  const found = new Map<Invariant, InvariantViolation[]>();
  const all = (): InvariantViolation[] =>
    wanted.flatMap(({ rules }) => rules.flatMap((rule) => found.get(rule) ?? [])).slice(0, MAX_VIOLATIONS);
  for (const { name, ranges, rules } of wanted.slice(placeOf(wanted, after))) {
    let key = name === after?.rules ? after.key : '';
    for (let range = await ranges.next(sql, key, rowsPerRange); range;) {
      if (begun && performance.now() > endsAt)
        throw unfinished({ rules: name, key }, all(), wanted, options.cursorOf);
      begun = true;
      for (const rule of rules)
        found.set(rule, [...(found.get(rule) ?? []), ...(await violationsOf(sql, rule, range, left))]);
      if (all().length === MAX_VIOLATIONS) return all();
      key = range.through ?? '';
      range = range.through === null ? null : await ranges.next(sql, key, rowsPerRange);
    }
  }
  return all();
}

const placeOf = (wanted: readonly RulesByKey[], after: CheckedUpTo | null | undefined): number =>
  after ? wanted.findIndex(({ name }) => name === after.rules) : 0;

async function violationsOf(
  sql: Sql,
  { kind, from, where = '1 = 1', key, pairs }: Invariant,
  range: KeyRange,
  left: EventsLeft,
): Promise<InvariantViolation[]> {
  const compared = Object.entries(pairs);
  const columns = [
    ...key.map((column, i) => `${column} AS k${i}`),
    ...compared.flatMap(([, [expected, actual]], i) => [`${expected} AS e${i}`, `${actual} AS a${i}`]),
  ];
  const differs = compared.map(([, [expected, actual]]) => `${expected} <> ${actual}`).join(' OR ');
  const select = ofRange(
    `SELECT ${columns.join(', ')} FROM ${from} WHERE ${where} AND (${differs})`,
    range,
    left,
  );
  const rows: Record<string, RawInteger>[] = [];
  await sql.readAside<Record<string, RawInteger>>([select], MAX_VIOLATIONS, (some) => rows.push(...some));
  return rows.flatMap((row) => {
    const name = key.map((_column, i) => row[`k${i}`]).join(' ');
    const numbers = compared.map(([label], i) => ({
      kind,
      key: `${name} ${label}`,
      expected: big(row[`e${i}`]),
      actual: big(row[`a${i}`]),
    }));
    return numbers.filter(({ expected, actual }) => expected !== actual);
  });
}

async function eventsLeft(sql: Sql, few: number): Promise<EventsLeft> {
  const some = (where: string): string =>
    `SELECT * FROM (SELECT e.seq FROM events e WHERE ${where} LIMIT ?) s`;
  const [row] = await sql.rows<{ n: RawInteger }>(
    `SELECT COUNT(*) AS n FROM (${some('e.position < 0')} UNION ALL ${some(`e.position > (SELECT p.position ${ACTIVE})`)}) n`,
    [few + 1, few + 1],
  );
  return num(row?.n) <= few ? 'FEW_LEFT' : 'MANY_LEFT';
}

function unfinished(
  place: CheckedUpTo,
  found: readonly InvariantViolation[],
  wanted: readonly RulesByKey[],
  cursorOf: CheckOptions['cursorOf'] = ({ rules, key }) => `${rules} ${key}`,
): DomainError {
  const checked = wanted.slice(0, placeOf(wanted, place)).map(({ name }) => name);
  return new DomainError(
    'TIMEOUT',
    `The check has had no time to come to its end; it is in ${place.rules} and has found ${found.length} violations so far. Ask again with the \`after\` of the details to go on.`,
    {
      checked,
      after: cursorOf(place),
      violations: found.map(({ expected, actual, ...violation }) => ({
        ...violation,
        expected: String(expected),
        actual: String(actual),
      })),
    },
  );
}
