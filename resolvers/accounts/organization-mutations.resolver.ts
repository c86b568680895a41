import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Currency } from '../../entities/accounts/currency';
import { ExchangeRate } from '../../entities/accounts/exchange-rate';
import { invalidInput } from '../../src/shared/invalid-input';
import { parseDecimal } from '../../src/shared/money';
import type { RequestContext } from '../kit/context';
import { shown, submit } from '../kit/mutation';
import { optionalId } from '../kit/optional-id';
import { repById, territoryById } from './accounts.loaders';
import { CurrencyPayload, ExchangeRatePayload, RepPayload, TerritoryPayload } from './accounts.types';
import {
  UpsertCurrencyInput,
  UpsertExchangeRateInput,
  UpsertRepInput,
  UpsertTerritoryInput,
} from './organization.inputs';

const RATE_DIGITS = 10;
const ERRORS = 'Errors: `VERSION_CONFLICT`, `NOT_FOUND`, `DUPLICATE`, `VALIDATION_FAILED`';

@Resolver()
export class OrganizationMutationsResolver {
  @Mutation(() => TerritoryPayload, { description: `Creates a territory or changes one. ${ERRORS}.` })
  async upsertTerritory(
    @Arg('input', () => UpsertTerritoryInput, { description: 'The territory.' }) input: UpsertTerritoryInput,
    @Ctx() ctx: RequestContext,
  ): Promise<TerritoryPayload> {
    const { idempotencyKey, id, name, ...rest } = input;
    const { result, replayed } = await submit(
      ctx,
      ctx.services.useCases.accounts.upsertTerritory,
      idempotencyKey,
      {
        ...rest,
        id: optionalId('Territory', id),
        name: name ?? undefined,
      },
    );
    const territory = await territoryById(ctx).load(result.id);
    return Object.assign(new TerritoryPayload(), { territory: shown(territory), replayed });
  }

  @Mutation(() => RepPayload, {
    description: `Creates a sales representative or changes one. ${ERRORS}, \`INVALID_REFERENCE\`.`,
  })
  async upsertRep(
    @Arg('input', () => UpsertRepInput, { description: 'The representative.' }) input: UpsertRepInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RepPayload> {
    const { idempotencyKey, id, name, active, territoryId, ...rest } = input;
    const { result, replayed } = await submit(ctx, ctx.services.useCases.accounts.upsertRep, idempotencyKey, {
      ...rest,
      id: optionalId('Rep', id),
      name: name ?? undefined,
      active: active ?? undefined,
      territoryId: optionalId('Territory', territoryId),
    });
    const rep = await repById(ctx).load(result.id);
    return Object.assign(new RepPayload(), { rep: shown(rep), replayed });
  }

  @Mutation(() => CurrencyPayload, {
    description: 'Sets up a currency or changes its name. Errors: `VALIDATION_FAILED`.',
  })
  async upsertCurrency(
    @Arg('input', () => UpsertCurrencyInput, { description: 'The currency.' }) input: UpsertCurrencyInput,
    @Ctx() ctx: RequestContext,
  ): Promise<CurrencyPayload> {
    const { idempotencyKey, code, name } = input;
    const { upsertCurrency } = ctx.services.useCases.accounts;
    const { result, replayed } = await submit(ctx, upsertCurrency, idempotencyKey, { code, name });
    const [currency] = await ctx.services.database.reader.select(Currency, 'WHERE t.code = ?', [result.id]);
    return Object.assign(new CurrencyPayload(), { currency: shown(currency), replayed });
  }

  @Mutation(() => ExchangeRatePayload, {
    description:
      'Sets the exchange rate of two currencies from a day on. Orders keep the rate that they were confirmed at. ' +
      'Errors: `CURRENCY_UNKNOWN`, `VALIDATION_FAILED`.',
  })
  async upsertExchangeRate(
    @Arg('input', () => UpsertExchangeRateInput, { description: 'The rate.' }) input: UpsertExchangeRateInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ExchangeRatePayload> {
    const { idempotencyKey, fromCurrency: from, toCurrency: to, day, rate } = input;
    const rateE10 = parseDecimal(rate, RATE_DIGITS);
    if (rateE10 === null)
      throw invalidInput('rate', 'decimal', `"${rate}" has more than ${RATE_DIGITS} decimals`);
    const { upsertExchangeRate } = ctx.services.useCases.accounts;
    const { result, replayed } = await submit(ctx, upsertExchangeRate, idempotencyKey, {
      from,
      to,
      day,
      rateE10,
    });
    const [exchangeRate] = await ctx.services.database.reader.select(ExchangeRate, 'WHERE t.id = ?', [
      result.id,
    ]);
    return Object.assign(new ExchangeRatePayload(), { exchangeRate: shown(exchangeRate), replayed });
  }
}
