import { LiveSource, type LiveBatch, type LiveTail } from '../events/live-source';
import type { LogTenure } from '../events/log-epoch';
import { closeable } from '../events/stream';
import type { BookingsUpdate } from './bookings-update';
import type { BookingsView } from './bookings-view';
import type { BookingsWatcher } from './bookings-watcher';

/** Before every revision of a view: the place of one who has been given nothing. Those below are of subscribers who resume. */
const NOTHING = -1n;

/**
 * Bookings for subscribers who share a view and a rate. Its places are revisions of the view: one who has missed something gets the
 * whole answer as it is now, then what changes. One who resumes after a position of the log gets what has changed since.
 */
export class BookingsSource extends LiveSource<BookingsUpdate> {
  /** A subscriber has nothing to read before it joins. */
  readonly joinWithin = 2n ** 62n;

  constructor(
    readonly log: LogTenure,
    private readonly view: () => BookingsView,
    private readonly minIntervalMs: number,
    /** The position that its subscriber resumes after. */
    private readonly after: bigint | null,
  ) {
    super();
  }

  async begin(): Promise<bigint> {
    return this.after === null ? NOTHING : NOTHING - 1n - this.after;
  }

  async read(at: bigint): Promise<LiveBatch<BookingsUpdate>> {
    const view = this.view();
    const watcher = view.join(this.minIntervalMs);
    try {
      await view.ready;
      return at < NOTHING ? await view.changesSince(NOTHING - 1n - at, watcher) : view.answer('ALL');
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
    return { from, batches: closeable(follow(view, watcher), () => view.leave(watcher)) };
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
