import { Currency } from '../../entities/accounts/currency';
import { newRow } from '../persistence/mapping/entity-mapping';
import { attempt, type Command, type UseCase } from '../commands/commands';
import { inList } from '../persistence/sql-fragment';
import type { Sql } from '../persistence/sql';
import { invalidInput } from '../shared/invalid-input';
import { fractionDigits } from '../shared/money';
import { requiredText } from './input-text';

/** A currency, found by its code. Its decimals are those of ISO 4217. */
export interface UpsertCurrencyInput {
  code: string;
  name: string;
}

export interface CurrencyResult {
  /** The code. */
  id: string;
  /** False when it was set up under this name already. */
  changed: boolean;
}

/** Sets up currencies and changes their names. */
export function upsertCurrencies(): UseCase<UpsertCurrencyInput, CurrencyResult> {
  return {
    name: 'upsertCurrency',
    async execute({ sql }, commands) {
      const known = await lockCurrencies(
        sql,
        commands.map(({ input }) => input.code),
      );
      const before = new Set(known.keys());
      const changed = new Map<string, Currency>();
      const outcomes = commands.map((command) => attempt(() => upsertCurrency(known, changed, command)));
      await replace(
        sql,
        [...changed.keys()].filter((code) => before.has(code)),
        [...changed.values()],
      );
      return outcomes;
    },
  };
}

async function lockCurrencies(sql: Sql, codes: readonly string[]): Promise<Map<string, Currency>> {
  const where = inList('t.code', [...new Set(codes)]);
  const rows = await sql.selectForUpdate(Currency, `WHERE ${where.sql} ORDER BY t.code`, where.params);
  return new Map(rows.map((row) => [row.code, row]));
}

function upsertCurrency(
  known: Map<string, Currency>,
  changed: Map<string, Currency>,
  { input }: Command<UpsertCurrencyInput>,
): CurrencyResult {
  const { code } = input;
  if (!/^[A-Z]{3}$/.test(code)) {
    throw invalidInput(
      'code',
      'currencyCode',
      `"${code.slice(0, 20)}" is not a three-letter ISO 4217 code such as EUR`,
    );
  }
  const name = requiredText('name', input.name, 100);
  if (known.get(code)?.name === name) return { id: code, changed: false };
  const currency = newRow(Currency, { code, name, fractionDigits: fractionDigits(code) });
  known.set(code, currency);
  changed.set(code, currency);
  return { id: code, changed: true };
}

async function replace(sql: Sql, stored: readonly string[], currencies: readonly Currency[]): Promise<void> {
  if (stored.length > 0) {
    const where = inList('code', stored);
    await sql.execute(`DELETE FROM currencies WHERE ${where.sql}`, where.params);
  }
  await sql.insert(Currency, currencies);
}
