import { ExchangeRate } from '../../entities/accounts/exchange-rate';
import { newRow } from '../persistence/mapping/entity-mapping';
import { attempt, type Command, type UseCase } from '../commands/commands';
import type { Sql } from '../persistence/sql';
import { allOf, anyOf, fragment, inList } from '../persistence/sql-fragment';
import { TrackedRows } from '../persistence/tracked-rows';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import { References } from './references';

/** What one unit of `from` is worth in `to` from a day on. Found by these three. */
export interface UpsertExchangeRateInput {
  from: string;
  to: string;
  day: string;
  rateE10: bigint;
}

export interface ExchangeRateResult {
  id: string;
  /** False when the rate was the same already. */
  changed: boolean;
}

/** Sets exchange rates. Orders keep the rate that was frozen on them. */
export function upsertExchangeRates(): UseCase<UpsertExchangeRateInput, ExchangeRateResult> {
  return {
    name: 'upsertExchangeRate',
    async execute({ sql }, commands) {
      const inputs = commands.map(({ input }) => input);
      const references = await References.load(sql, {
        currencyCode: inputs.flatMap(({ from, to }) => [from, to]),
      });
      const rows = await lockRates(sql, inputs);
      const tracked = new TrackedRows(ExchangeRate);
      await tracked.loaded(rows);
      const book = { references, tracked, known: new Map(rows.map((row) => [keyOf(row), row])) };
      const outcomes = commands.map((command) => attempt(() => upsertRate(book, command)));
      await tracked.save(sql);
      return outcomes;
    },
  };
}

/** One statement; a range of the unique index for each pair of currencies. */
function lockRates(sql: Sql, inputs: readonly UpsertExchangeRateInput[]): Promise<ExchangeRate[]> {
  const days = new Map<string, { from: string; to: string; days: Set<string> }>();
  for (const { from, to, day } of inputs) {
    const key = `${from} ${to}`;
    const pair = days.get(key) ?? { from, to, days: new Set() };
    days.set(key, pair);
    pair.days.add(day);
  }
  const where = anyOf(
    [...days.values()].map((pair) =>
      allOf([
        fragment('t.from_currency = ? AND t.to_currency = ?', [pair.from, pair.to]),
        inList('t.day', [...pair.days]),
      ]),
    ),
  );
  return sql.selectForUpdate(ExchangeRate, `WHERE ${where.sql} ORDER BY t.id`, where.params);
}

interface RateBook {
  references: References;
  tracked: TrackedRows<ExchangeRate>;
  known: Map<string, ExchangeRate>;
}

function upsertRate(
  { references, tracked, known }: RateBook,
  { input }: Command<UpsertExchangeRateInput>,
): ExchangeRateResult {
  const { from, to, day, rateE10 } = input;
  references.requireCurrency(from);
  references.requireCurrency(to);
  if (from === to) throw invalidInput('to', 'different', 'a rate is between two different currencies');
  if (rateE10 <= 0n) throw invalidInput('rate', 'positive', 'a rate is above 0');
  const key = keyOf({ fromCurrency: from, toCurrency: to, day });
  const existing = known.get(key);
  if (existing?.rateE10 === rateE10) return { id: existing.id, changed: false };
  const row = existing ?? newRow(ExchangeRate, { id: newId(), fromCurrency: from, toCurrency: to, day });
  row.rateE10 = rateE10;
  if (!existing) tracked.created(row);
  known.set(key, row);
  return { id: row.id, changed: true };
}

function keyOf({
  fromCurrency,
  toCurrency,
  day,
}: Pick<ExchangeRate, 'fromCurrency' | 'toCurrency' | 'day'>): string {
  return `${fromCurrency} ${toCurrency} ${day}`;
}
