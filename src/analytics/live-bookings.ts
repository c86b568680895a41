import { scopeKey, type Scope } from '../auth/row-scope';
import type { Settings } from '../config/settings';
import type { LiveHub } from '../events/live-hub';
import type { LogTenure } from '../events/log-epoch';
import type { Reader } from '../persistence/reader';
import { businessDay, type Clock } from '../shared/clock';
import type { BookingsDimension } from './booking-sums';
import { BookingsSource } from './bookings-source';
import { BookingsView } from './bookings-view';
import { checkDimensions, type BookingsRequest } from './find-bookings';
import { resolveWindow, type Window } from './window';

export interface LiveBookingsOptions {
  reader: Reader;
  hub: LiveHub;
  clock: Clock;
  settings: Settings;
}

export interface WatchBookings {
  window: Window;
  groupBy: readonly BookingsDimension[];
  scope: Scope;
  /** Messages per second, at most. */
  maxPerSecond: number;
  /** The position up to which the subscriber has been given everything, a present one of the log; null for nothing. */
  after: bigint | null;
  /** The log that `after` is of; by default the present one. */
  log?: LogTenure;
}

/** Bookings as they change. Everybody who asks the same question in the same scope shares one view, and so one set of sums. */
export class LiveBookings {
  private readonly views = new Map<string, BookingsView>();

  constructor(private readonly options: LiveBookingsOptions) {}

  /**
   * First the whole answer, or what has changed since `after`, then the groups that changed, no more often than asked for; the last
   * state always arrives.
   * Throws for a question that is not valid.
   */
  watch(request: WatchBookings): BookingsSource {
    checkDimensions(request.groupBy);
    this.requestOf(request);
    const { log = this.options.hub.tenure } = request;
    return new BookingsSource(
      log,
      () => this.viewOf(request, log),
      1000 / request.maxPerSecond,
      request.after,
    );
  }

  private viewOf(watch: WatchBookings, log: LogTenure): BookingsView {
    const { reader, hub } = this.options;
    const question = [watch.window, [...watch.groupBy].sort(), scopeKey(watch.scope)];
    const key = JSON.stringify([...question, log.epoch]);
    let view = this.views.get(key);
    if (!view) {
      view = new BookingsView({
        reader,
        hub,
        log,
        request: (moment) => this.requestOf(watch, moment),
        onEnd: () => this.views.delete(key),
      });
      this.views.set(key, view);
    }
    return view;
  }

  private requestOf({ window, groupBy, scope }: WatchBookings, moment?: Date): BookingsRequest {
    const { clock, settings } = this.options;
    const { reportingCurrency, timeZone, maxBookingEntries } = settings;
    return {
      ...resolveWindow(window, businessDay(moment ?? clock.now(), timeZone)),
      groupBy,
      scope,
      reportingCurrency,
      limits: { maxEntries: maxBookingEntries },
    };
  }
}
