import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setTimeout as delay } from 'node:timers/promises';

const MB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Megabytes that are still in use after the garbage has gone, those outside of the heap included. */
export async function usedMb(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collectGarbage();
    await delay(30);
  }
  const { heapUsed, external } = process.memoryUsage();
  return Math.round(((heapUsed + external) / MB) * 10) / 10;
}

export function residentMb(): number {
  return Math.round(process.memoryUsage().rss / MB);
}
