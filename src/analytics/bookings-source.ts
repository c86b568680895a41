import { LiveSource, type LiveBatch, type LiveTail } from '../events/live-source';
import { closeable } from '../events/stream';
import type { BookingsUpdate } from './bookings-update';
import type { BookingsView } from './bookings-view';
import type { BookingsWatcher } from './bookings-watcher';

/**
 * Bookings for subscribers who share a view and a rate. Its places are revisions of the view: one who has missed something gets the
 * whole answer as it is now, then what changes.
 */
export class BookingsSource extends LiveSource<BookingsUpdate> {
  /** A subscriber has nothing to read before it joins. */
  readonly joinWithin = 2n ** 62n;

  constructor(
    private readonly view: () => BookingsView,
    private readonly minIntervalMs: number,
  ) {
    super();
  }

  async begin(): Promise<bigint> {
    return -1n;
  }

  async read(): Promise<LiveBatch<BookingsUpdate>> {
    const view = this.view();
    const watcher = view.join(this.minIntervalMs);
    try {
      await view.ready;
      return view.answer('ALL');
    } finally {
      view.leave(watcher);
    }
  }

  async tail(): Promise<LiveTail<BookingsUpdate>> {
    const view = this.view();
    const watcher = view.join(this.minIntervalMs);
    try {
      await view.ready;
    } catch (error) {
      view.leave(watcher);
      throw error;
    }
    const from = view.answer('ALL').at;
    return { from, batches: closeable(follow(view, watcher), () => watcher.close()) };
  }
}

async function* follow(
  view: BookingsView,
  watcher: BookingsWatcher,
): AsyncGenerator<LiveBatch<BookingsUpdate>, void> {
  try {
    for (let batch = await watcher.next(); batch; batch = await watcher.next()) yield batch;
  } finally {
    view.leave(watcher);
  }
}
