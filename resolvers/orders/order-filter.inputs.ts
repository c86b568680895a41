import { ArrayMaxSize, IsOptional, Length, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { graphqlEnum } from '../../entities/graphql-enum';
import {
  OrderChannel,
  OrderDeliveryStatus,
  OrderFulfillmentStatus,
  OrderStatus,
} from '../../entities/orders/orders.enums';
import { DateTime, LocalDate } from '../../entities/scalars';
import type { Actor } from '../../src/auth/actor';
import { ORDER_LIST_RIGHTS } from '../../src/auth/rights';
import { filterByTree } from '../../src/orders/find-orders';
import type { OrderFilter } from '../../src/orders/order-filter';
import { DomainError } from '../../src/shared/errors';
import { fromGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';
import { MoneyInput, minorOf } from '../kit/money.inputs';
import { SortDirection } from '../kit/sort-direction';
import { optionalId } from '../kit/optional-id';

export const OrderSortField = graphqlEnum('OrderSortField', 'What orders are sorted by.', {
  DATE: 'When the customer ordered.',
  NUMBER: 'Order number, character by character.',
  VALUE: 'Total in the reporting currency. Needs INTERNAL_READ.',
  ACCOUNT_NAME: 'Name of the account as it was when the order was placed.',
});
export type OrderSortField = keyof typeof OrderSortField;

@InputType({ description: 'How orders are sorted. Orders that are equal come in the order of their ids.' })
export class OrderSortInput {
  @Field(() => OrderSortField, { defaultValue: OrderSortField.DATE, description: 'Sort key.' })
  field!: OrderSortField;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC, description: 'Direction.' })
  direction!: SortDirection;
}

/** At most so many values in one condition; more than any of these enums has. */
const MAX_VALUES = 20;

@InputType({
  description:
    'Which orders are wanted: an order must meet every condition that is given, and one of a list of values.',
})
export class OrderFilterInput {
  @Field(() => [OrderStatus], {
    nullable: true,
    description: `State as a document: one of at most ${MAX_VALUES} values.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  status?: OrderStatus[] | null;

  @Field(() => [OrderFulfillmentStatus], {
    nullable: true,
    description: `How much has shipped: one of at most ${MAX_VALUES} values.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  fulfillmentStatus?: OrderFulfillmentStatus[] | null;

  @Field(() => [OrderDeliveryStatus], {
    nullable: true,
    description: `How much has been delivered: one of at most ${MAX_VALUES} values.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  deliveryStatus?: OrderDeliveryStatus[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a hold is open.' })
  onHold?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Id of the account.' })
  accountId?: string | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'With `accountId`: orders of its sub-accounts, too.',
  })
  includeSubAccounts!: boolean;

  @Field(() => ID, { nullable: true, description: 'Id of the sales representative.' })
  repId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the territory.' })
  territoryId?: string | null;

  @Field(() => [OrderChannel], {
    nullable: true,
    description: `Sales channel of the order: one of at most ${MAX_VALUES} values.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  channel?: OrderChannel[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Ordered at this moment or later.' })
  orderedFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Ordered before this moment.' })
  orderedBefore?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Became binding at this moment or later.' })
  confirmedFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Became binding before this moment.' })
  confirmedBefore?: Date | null;

  @Field(() => LocalDate, { nullable: true, description: 'Wanted by the customer on this day or later.' })
  requestedFrom?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Wanted by the customer on this day or earlier.' })
  requestedTo?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Wholly promised for this day or later.' })
  promisedFrom?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Wholly promised for this day or earlier.' })
  promisedTo?: string | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'Total of at least this, in the reporting currency. Needs INTERNAL_READ.',
  })
  @IsOptional()
  @ValidateNested()
  minTotal?: MoneyInput | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'Total of at most this, in the reporting currency. Needs INTERNAL_READ.',
  })
  @IsOptional()
  @ValidateNested()
  maxTotal?: MoneyInput | null;

  @Field(() => String, { nullable: true, description: 'Has a line with this SKU.' })
  @IsOptional()
  @Length(1, 64)
  sku?: string | null;

  @Field(() => String, { nullable: true, description: "Exactly this number of the buyer's purchase order." })
  @IsOptional()
  @Length(1, 60)
  poNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'Has this tag. Needs INTERNAL_READ.' })
  @IsOptional()
  @Length(1, 60)
  tag?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "What a person would type: the start of the order number or of the purchase order number, or words of the account's name, each by its start, whatever their case and accents. 2 to 100 characters.",
  })
  @IsOptional()
  @Length(2, 100)
  text?: string | null;
}

/** Throws `FORBIDDEN` for a filter or sort order that would reveal values that the actor may not read. */
export function refuseInternalSearch(
  actor: Actor,
  filter: OrderFilterInput | null | undefined,
  sort: OrderSortInput | null | undefined,
): void {
  for (const [path, permission] of Object.entries(ORDER_LIST_RIGHTS)) {
    const [of, name] = path.split('.') as ['filter' | 'sort', string];
    const asked =
      of === 'sort' ? sort?.field === name : (filter?.[name as keyof OrderFilterInput] ?? null) !== null;
    if (!asked || actor.permissions.has(permission)) continue;
    throw new DomainError(
      'FORBIDDEN',
      `${path} needs the permission ${permission}. Leave it out, and filter or sort by what you may see.`,
      { permission, path },
    );
  }
}

/** The filter in the form of queries. An account that does not exist matches nothing. */
export async function toOrderFilter(
  ctx: RequestContext,
  input: OrderFilterInput | null | undefined,
): Promise<OrderFilter> {
  if (!input) return {};
  const { accountId, includeSubAccounts, repId, territoryId, minTotal, maxTotal, ...same } = input;
  const { reportingCurrency } = ctx.services.settings;
  return {
    ...same,
    ...(accountId && (await accountFilter(ctx, fromGlobalId('Account', accountId), includeSubAccounts))),
    repId: optionalId('Rep', repId),
    territoryId: optionalId('Territory', territoryId),
    minTotalMinor: minTotal && minorOf(minTotal, 'filter.minTotal', reportingCurrency),
    maxTotalMinor: maxTotal && minorOf(maxTotal, 'filter.maxTotal', reportingCurrency),
  };
}

function accountFilter(
  ctx: RequestContext,
  accountId: string,
  withSubAccounts: boolean,
): Promise<OrderFilter> | OrderFilter {
  if (!withSubAccounts) return { accountIds: [accountId] };
  return filterByTree(ctx.services.database.reader, accountId);
}
