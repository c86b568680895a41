import type { Chore } from './chore';
import { forgetKeysBefore } from './idempotency';

/** How long a repeated request still gets its recorded answer, in milliseconds; at least a day is promised. */
const KEYS_KEPT_MS = 48 * 3_600_000;

/** Forgets idempotency keys that are older than that. */
export const forgetKeys: Chore = {
  name: 'old idempotency keys',
  atOnce: 1_000,
  tidy({ database, clock }) {
    const moment = new Date(clock.now().getTime() - KEYS_KEPT_MS);
    return database.transaction((sql) => forgetKeysBefore(sql, moment, this.atOnce));
  },
};
