import type { Bookings } from './find-bookings';

/** All groups, or those that changed, as they are after the event at `position`. */
export interface BookingsUpdate extends Bookings {
  /** True when `groups` are all there are, and replace what was sent before. */
  snapshot: boolean;
}
