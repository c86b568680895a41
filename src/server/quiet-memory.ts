import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_MS = 10_000;
/** Share of the time in which a quiet process has something to do. */
const QUIET = 0.05;
const AT_MOST_EVERY_MS = 300_000;
/** At the first one V8 may still find that objects come too fast to give the room for new ones back. */
const COLLECTIONS = 2;

/**
 * Gives memory back when the process has become quiet, after its start and after load, at most every five minutes: V8 keeps the room
 * that it took for new objects until it collects garbage of all ages, which it does not do by itself when nothing more happens. After the
 * start that took 0.05 s and gave back a third of what was resident (`bench/README.md`).
 */
export function giveMemoryBackWhenQuiet(lookMs = LOOK_MS): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let last = performance.eventLoopUtilization();
  let due = COLLECTIONS;
  let lastAt = -Infinity;
  setInterval(() => {
    const isQuiet = performance.eventLoopUtilization(last).utilization < QUIET;
    if (!isQuiet) due ||= COLLECTIONS;
    else if (due > 0 && (due < COLLECTIONS || performance.now() - lastAt >= AT_MOST_EVERY_MS)) {
      collect();
      lastAt = performance.now();
      due -= 1;
    }
    last = performance.eventLoopUtilization();
  }, lookMs).unref();
}
