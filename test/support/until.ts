import { setTimeout as delay } from 'node:timers/promises';
import { PATIENCE_MS } from './patience';

/** Resolves once the condition holds. Rejects when it does not within the time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  waitMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + waitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`The condition did not come true within ${waitMs} ms`);
    await delay(5);
  }
}
