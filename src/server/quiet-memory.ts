import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_MS = 10_000;
/** Share of the time in which a quiet process has something to do. */
const QUIET = 0.05;
const AT_MOST_EVERY_MS = 300_000;

/**
 * Gives memory back when the process has become quiet, after its start and after load, at most once in five minutes: V8 keeps the room
 * that it took for new objects until it collects garbage of all ages, which it does not do by itself when nothing more happens. After the
 * start that took 0.05 s and gave back a third of what was resident (`bench/README.md`).
 */
export function giveMemoryBackWhenQuiet(lookMs = LOOK_MS): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let last = performance.eventLoopUtilization();
  let wasBusy = true;
  let lastAt = -Infinity;
  setInterval(() => {
    const now = performance.eventLoopUtilization();
    const isQuiet = performance.eventLoopUtilization(now, last).utilization < QUIET;
    last = now;
    if (isQuiet && wasBusy && performance.now() - lastAt >= AT_MOST_EVERY_MS) {
      collect();
      lastAt = performance.now();
      wasBusy = false;
    }
    if (!isQuiet) wasBusy = true;
  }, lookMs).unref();
}
