import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Account } from '../../entities/accounts/account';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { ProductCategory } from '../../entities/catalog/product-category';
import { type BookingsDimension as DimensionName } from '../../src/analytics/booking-sums';
import { findBookingsPage } from '../../src/analytics/bookings-page';
import { MAX_ASKED_GROUPS, MAX_PAGE_GROUPS, MAX_ROWS } from '../../src/analytics/find-bookings';
import { resolveWindow } from '../../src/analytics/window';
import { businessDay } from '../../src/shared/clock';
import type { RequestContext } from '../kit/context';
import { loadAhead } from '../kit/prefetch';
import { pageInfoOf, pageOfGroups } from './bookings-page';
import { accountOfGroup, categoryOfGroup, GROUPS, repOfGroup, territoryOfGroup } from './bookings-relations';
import { BookingsDimension, WindowInput } from './bookings.inputs';
import { Bookings, BookingsGroup } from './bookings.types';

@Resolver(() => BookingsGroup)
export class BookingsResolver {
  @Query(() => Bookings, {
    description:
      'Bookings of a window, summed by group from the booking entries that the caller may see. ' +
      `Errors: \`WINDOW_TOO_LARGE\` for more than ${MAX_ASKED_GROUPS} groups on all pages, by DAY for more than ${MAX_ROWS} on the days of one page, ` +
      'and before anything is read when too many single entries would be read; `INVALID_CURSOR`.',
  })
  async bookings(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('window', () => WindowInput, { description: 'Which business days.' }) window: WindowInput,
    @Arg('groupBy', () => [BookingsDimension], {
      defaultValue: [],
      description: 'Dimensions of the groups, at most each once. None gives one group, the total.',
    })
    groupBy: DimensionName[],
    @Arg('first', () => Int, {
      defaultValue: MAX_PAGE_GROUPS,
      description: `How many groups: 1 to ${MAX_PAGE_GROUPS}.`,
    })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Only groups after the one with this `key`, or after the page with this `endCursor`.',
    })
    after: string | null,
  ): Promise<Bookings> {
    const { database, clock, settings } = context.services;
    const page = pageOfGroups(first, after);
    const days = resolveWindow(window, businessDay(clock.now(), settings.timeZone));
    const { reportingCurrency, roundingMode } = settings;
    const limits = { maxEntries: settings.maxBookingEntries };
    const request = { ...days, groupBy, scope: context.actor.scope, reportingCurrency, limits };
    const answer = await findBookingsPage(database.reader, request, page);
    const pageInfo = pageInfoOf(answer.groups, answer);
    const bookings = new Bookings({ ...answer, pageInfo, snapshot: true }, roundingMode);
    await loadAhead(context, info, BookingsGroup, bookings.groups, GROUPS);
    return bookings;
  }

  @FieldResolver(() => Territory, {
    nullable: true,
    description: 'Territory; null when there is none or it may not be seen.',
  })
  territory(
    @Root() group: BookingsGroup,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Territory | null | Promise<Territory | null> {
    return territoryOfGroup.of(group, context, info);
  }

  @FieldResolver(() => Rep, {
    nullable: true,
    description: 'Sales representative; null when there is none or it may not be seen.',
  })
  rep(
    @Root() group: BookingsGroup,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Rep | null | Promise<Rep | null> {
    return repOfGroup.of(group, context, info);
  }

  @FieldResolver(() => ProductCategory, {
    nullable: true,
    description: 'Category of the products; null when there is none.',
  })
  category(
    @Root() group: BookingsGroup,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): ProductCategory | null | Promise<ProductCategory | null> {
    return categoryOfGroup.of(group, context, info);
  }

  @FieldResolver(() => Account, { nullable: true, description: 'Account; null when it may not be seen.' })
  account(
    @Root() group: BookingsGroup,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Account | null | Promise<Account | null> {
    return accountOfGroup.of(group, context, info);
  }
}
