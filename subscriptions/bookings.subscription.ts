import { Arg, Ctx, Int, Resolver, Root, Subscription } from 'type-graphql';
import { Position } from '../entities/scalars';
import { BookingsDimension, WindowInput } from '../resolvers/analytics/bookings.inputs';
import { Bookings } from '../resolvers/analytics/bookings.types';
import type { RequestContext } from '../resolvers/kit/context';
import { LOG_EPOCH_ARGUMENT } from '../resolvers/events/event.inputs';
import type { BookingsDimension as DimensionName } from '../src/analytics/booking-sums';
import type { BookingsSource } from '../src/analytics/bookings-source';
import type { BookingsUpdate } from '../src/analytics/bookings-update';
import { refuse, resume, type ResumeArgs } from './resume';

interface BookingsArgs extends ResumeArgs {
  window: WindowInput;
  groupBy: DimensionName[];
  maxPerSecond: number;
}

const MAX_PER_SECOND = 20;

@Resolver()
export class BookingsSubscription {
  @Subscription(() => Bookings, {
    description:
      'Bookings as they change: first all groups, or with `after` those that changed since; then the groups that changed since the previous message. ' +
      'Changes in quick succession are merged; the last state always arrives. When the window moves on with the calendar, all groups come again.',
    subscribe: ({ args, context }) => watchBookings(args as BookingsArgs, context as RequestContext),
  })
  bookings(
    @Root() update: BookingsUpdate,
    @Ctx() { services }: RequestContext,
    @Arg('window', () => WindowInput, { description: 'Which business days.' }) _window: WindowInput,
    @Arg('groupBy', () => [BookingsDimension], {
      defaultValue: [],
      description: 'Dimensions of the groups, at most each once. None gives one group, the total.',
    })
    _groupBy: DimensionName[],
    @Arg('maxPerSecond', () => Int, {
      defaultValue: 4,
      description: `Messages per second, at most: 1 to ${MAX_PER_SECOND}.`,
    })
    _maxPerSecond: number,
    @Arg('after', () => Position, {
      nullable: true,
      description:
        'Resumes after this position, the last one of the same subscription, whose groups you have kept: only groups that have changed since are sent, none while ' +
        'nothing has changed. All groups come, with `snapshot: true`, when the window has moved on or too many events have passed. `POSITION_EXPIRED` when it is too old.',
    })
    _after?: bigint | null,
    @Arg('logEpoch', () => String, { nullable: true, description: LOG_EPOCH_ARGUMENT })
    _logEpoch?: string | null,
  ): Bookings {
    return new Bookings(update, services.settings.roundingMode);
  }
}

async function watchBookings(
  { window, groupBy, maxPerSecond, ...place }: BookingsArgs,
  context: RequestContext,
): Promise<BookingsSource> {
  const { services, actor } = context;
  if (maxPerSecond < 1 || maxPerSecond > MAX_PER_SECOND) {
    refuse(
      'maxPerSecond',
      'range',
      `\`maxPerSecond\` must be from 1 to ${MAX_PER_SECOND}, not ${maxPerSecond}.`,
      { min: 1, max: MAX_PER_SECOND },
    );
  }
  const request = { window, groupBy, scope: actor.scope, maxPerSecond };
  return services.liveBookings.watch({ ...request, ...(await resume(context, place)) });
}
