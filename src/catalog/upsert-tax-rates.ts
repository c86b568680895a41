import { TaxRate } from '../../entities/catalog/tax-rate';
import { optionalText, requiredText } from '../accounts/input-text';
import { attempt, type Command, type UseCase } from '../commands/commands';
import { inList } from '../persistence/sql-fragment';
import type { UnitOfWork } from '../commands/unit-of-work';
import { UpsertRows, type UpsertResult } from '../commands/upsert-rows';
import { defined } from '../shared/defined';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import { taxRateEvents } from './catalog-events';
import { recordSaved, saved } from './saved-event';
import { requireDays } from './validity';
import { trimmed } from '../commands/trimmed-input';

/** A tax rate, found by country, region, tax category and first day. */
export interface TaxRateInput {
  countryCode: string;
  /** Empty for the whole country. */
  region: string;
  taxCategory: string;
  validFrom: string | null;
  /** Millionths: 1,000,000 = 100 %. */
  ratePpm: bigint;
  validTo: string | null;
  /** Stays as it is when absent. */
  name?: string | null;
  expectedVersion?: number | null;
}

/** Creates or changes tax rates. Of several that are valid at once the one that started last applies. */
export function upsertTaxRates(): UseCase<TaxRateInput, UpsertResult> {
  return {
    name: 'upsertTaxRate',
    async execute(uow, given) {
      const commands = given.map(trimmed);
      const countries = [...new Set(commands.map(({ input }) => input.countryCode))];
      const rates = new UpsertRows(uow, TaxRate, 'place, category and first day', keyOf);
      await rates.lockWhere(inList('t.country_code', countries));
      const outcomes = commands.map((command) => attempt(() => upsertTaxRate(uow, rates, command)));
      await rates.save();
      return outcomes;
    },
  };
}

function keyOf({
  countryCode,
  region,
  taxCategory,
  validFrom,
}: Pick<TaxRate, 'countryCode' | 'region' | 'taxCategory' | 'validFrom'>): string {
  return [countryCode, region, taxCategory, validFrom ?? 'ever'].join(' ');
}

function upsertTaxRate(
  uow: UnitOfWork,
  rates: UpsertRows<TaxRate>,
  command: Command<TaxRateInput>,
): UpsertResult {
  const { expectedVersion, ...values } = command.input;
  const existing = rates.find({ key: keyOf(values), expectedVersion }, command.actor);
  requireDays(values);
  requiredText('taxCategory', values.taxCategory, 30);
  if (!/^[A-Z]{2}$/.test(values.countryCode)) {
    throw invalidInput('countryCode', 'iso3166', `"${values.countryCode}" is not a two-letter country code`);
  }
  optionalText('region', values.region, 100);
  if (values.ratePpm < 0n) throw invalidInput('rate', 'min', 'a tax rate is not negative', { min: 0 });
  const { row, changed } = rates.put(existing, {
    ...(!existing && { id: newId(), version: 0, name: null, createdAt: uow.recordedAt }),
    ...defined(values),
  });
  if (changed) recordSaved(uow, command, taxRateEvents.of('TaxRateSaved'), row, { taxRate: { ...row } });
  return saved(row, changed);
}
