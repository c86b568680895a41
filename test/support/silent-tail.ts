import type { LiveItem, LiveTail } from '../../src/events/live-source';
import { closeable } from '../../src/events/stream';

/** The tail of a live view in which nothing happens until it is closed. */
export function silentTail(from: bigint): LiveTail<LiveItem> {
  let end: () => void = () => undefined;
  const never = new Promise<void>((resolve) => (end = resolve));
  const batches = (async function* (): AsyncGenerator<never, void> {
    await never;
    yield* [];
  })();
  return { from, batches: closeable(batches, end) };
}
