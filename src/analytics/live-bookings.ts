import { scopeKey, type Scope } from '../auth/row-scope';
import type { Settings } from '../config/settings';
import type { LiveHub } from '../events/live-hub';
import { closeable, type Stream } from '../events/stream';
import type { Sql } from '../persistence/sql';
import { businessDay, type Clock } from '../shared/clock';
import type { BookingsDimension } from './booking-sums';
import type { BookingsUpdate } from './bookings-update';
import { BookingsView } from './bookings-view';
import { checkDimensions, type BookingsRequest } from './find-bookings';
import { resolveWindow, type Window } from './window';

export interface LiveBookingsOptions {
  reader: Sql;
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
}

/** Bookings as they change. Everybody who asks the same question in the same scope shares one view, and so one set of sums. */
export class LiveBookings {
  private readonly views = new Map<string, BookingsView>();

  constructor(private readonly options: LiveBookingsOptions) {}

  /**
   * First the whole answer, then the groups that changed, no more often than asked for; the last state always arrives.
   * Throws for a question that is not valid.
   */
  watch(request: WatchBookings): Stream<BookingsUpdate> {
    checkDimensions(request.groupBy);
    this.requestOf(request);
    const state = { close: () => undefined as void, closed: false };
    return closeable(this.run(request, state), () => {
      state.closed = true;
      state.close();
    });
  }

  private async *run(
    request: WatchBookings,
    state: { close: () => void; closed: boolean },
  ): AsyncGenerator<BookingsUpdate, void> {
    const view = this.viewOf(request);
    const watcher = view.join(1000 / request.maxPerSecond);
    state.close = () => watcher.close();
    if (state.closed) watcher.close();
    try {
      for (let update = await watcher.next(); update; update = await watcher.next()) yield update;
    } finally {
      view.leave(watcher);
    }
  }

  private viewOf(watch: WatchBookings): BookingsView {
    const { reader, hub } = this.options;
    const key = JSON.stringify([watch.window, [...watch.groupBy].sort(), scopeKey(watch.scope)]);
    let view = this.views.get(key);
    if (!view) {
      view = new BookingsView({
        reader,
        hub,
        request: () => this.requestOf(watch),
        onEnd: () => this.views.delete(key),
      });
      this.views.set(key, view);
    }
    return view;
  }

  private requestOf({ window, groupBy, scope }: WatchBookings): BookingsRequest {
    const { clock, settings } = this.options;
    const { reportingCurrency, timeZone } = settings;
    return {
      ...resolveWindow(window, businessDay(clock.now(), timeZone)),
      groupBy,
      scope,
      reportingCurrency,
    };
  }
}
