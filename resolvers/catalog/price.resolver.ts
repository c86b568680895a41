import { Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { PriceList } from '../../entities/catalog/price-list';
import { Promotion } from '../../entities/catalog/promotion';
import { money, percent, unitPrice } from '../../entities/money';
import { priceStep } from '../../entities/orders/price-step';
import { LocalDate } from '../../entities/scalars';
import { loadOrderingAccounts, type OrderingAccount } from '../../src/accounts/ordering-accounts';
import { seesAccount } from '../../src/auth/row-scope';
import { MAX_QUANTITY } from '../../src/orders/placing-rules';
import { inquirePrice, type InquiredPrice, type PriceInquiry } from '../../src/pricing/price-inquiry';
import { businessDay } from '../../src/shared/clock';
import { DomainError } from '../../src/shared/errors';
import { fromGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';
import { priceListById, productBySku, promotionById } from './catalog.loaders';
import { Price } from './price.types';

@ArgsType()
class PriceArgs {
  @Field(() => ID, { description: 'Id of the account that would order.' })
  accountId!: string;

  @Field(() => String, { description: 'SKU of the product.' })
  sku!: string;

  @Field(() => Int, { defaultValue: 1, description: `How many: 1 to ${MAX_QUANTITY}.` })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;

  @Field(() => LocalDate, { nullable: true, description: 'Business day of the order. Default: today.' })
  date?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Currency as an ISO 4217 code. Default: the account's.",
  })
  currencyCode?: string | null;
}

@Resolver(() => Price)
export class PriceResolver {
  @Query(() => Price, {
    description:
      'Price of a quantity of a product for an account, explained step by step; priced as by `placeOrder`. ' +
      'Errors: `NOT_FOUND`, `PRICE_MISSING`, `INVALID_ID`.',
  })
  async price(@Args() args: PriceArgs, @Ctx() ctx: RequestContext): Promise<Price> {
    const { services } = ctx;
    const customer = await visibleCustomer(ctx, args.accountId);
    const product = await productBySku(ctx).load(args.sku);
    if (!product)
      throw new DomainError('NOT_FOUND', `There is no product with the SKU "${args.sku}".`, {
        sku: args.sku,
      });
    const day = args.date ?? businessDay(services.clock.now(), services.settings.timeZone);
    const currencyCode = args.currencyCode ?? customer.account.currencyCode;
    const inquiry = { customer, product, quantity: args.quantity, day, currencyCode };
    const answer = await inquirePrice(services.database.reader, services, inquiry);
    return toPrice(inquiry, answer);
  }

  @FieldResolver(() => PriceList, { nullable: true, description: 'The price list that decided the price.' })
  priceList(@Root() { priceListId }: Price, @Ctx() ctx: RequestContext): Promise<PriceList | null> {
    return priceListById(ctx).load(priceListId);
  }

  @FieldResolver(() => Promotion, { nullable: true, description: 'The promotion that lowered the price.' })
  promotion(@Root() { promotionId }: Price, @Ctx() ctx: RequestContext): Promise<Promotion | null> | null {
    return promotionId === null ? null : promotionById(ctx).load(promotionId);
  }
}

async function visibleCustomer(
  { services, actor }: RequestContext,
  globalId: string,
): Promise<OrderingAccount> {
  const id = fromGlobalId('Account', globalId);
  const found = (await loadOrderingAccounts(services.database.reader, [id])).get(id);
  if (found && seesAccount(actor.scope, found.account)) return found;
  throw new DomainError(
    'NOT_FOUND',
    'There is no such account, or you may not see it. Check the account id.',
  );
}

function toPrice(
  { product, quantity, day, currencyCode }: PriceInquiry,
  { quote, taxPpm, totals, steps }: InquiredPrice,
): Price {
  const unitSteps = quote.steps.map(({ kind, label, unitDeltaMicros }) => ({
    kind,
    label,
    amountMicros: unitDeltaMicros.toString(),
  }));
  return Object.assign(new Price(), {
    product,
    quantity,
    date: day,
    currencyCode,
    listUnitPrice: unitPrice(quote.listUnitMicros, currencyCode),
    unitPrice: unitPrice(quote.unitMicros, currencyCode),
    unitSteps: unitSteps.map((step) => priceStep(step, currencyCode)),
    list: money(totals.listMinor, currencyCode),
    net: money(totals.netMinor, currencyCode),
    taxPercent: percent(taxPpm),
    tax: money(totals.taxMinor, currencyCode),
    total: money(totals.totalMinor, currencyCode),
    steps: steps.map((step) => priceStep(step, currencyCode)),
    priceListId: quote.priceListId,
    promotionId: quote.promotionId,
  });
}
