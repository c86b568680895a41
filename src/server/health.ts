import type { Database } from '../persistence/database';
import { inWords, unavailability } from '../persistence/unavailable';
import type { WriteCheck } from '../persistence/write-check';
import type { Logger } from '../shared/logger';
import { sendJson, type Handler } from './exchange';

const CHECK_WITHIN_MS = 2_000;

export type Readiness = { ready: true } | Unready;

interface Unready {
  ready: false;
  /** For programs. */
  reason: 'starting' | 'stopping' | 'database' | 'migrations' | 'writes';
  /** For people: one sentence. */
  message: string;
}

export const unready = (reason: Unready['reason'], message: string): Unready => ({
  ready: false,
  reason,
  message,
});

/** `/healthz`: the process answers. `/readyz`: it can serve, mutations included; else 503 with the reason. */
export function healthHandler(readiness: () => Promise<Readiness>): Handler {
  return async (exchange) => {
    if (exchange.path === '/healthz') {
      sendJson(exchange, 200, { status: 'ok' });
      return true;
    }
    if (exchange.path !== '/readyz') return false;
    const answer = await readiness();
    if (answer.ready) sendJson(exchange, 200, { status: 'ready' });
    else {
      const { reason, message } = answer;
      sendJson(exchange, 503, { status: 'unavailable', reason, message });
    }
    return true;
  };
}

/** The database answers in time, has exactly this program's migrations, and takes writes. */
export async function databaseReadiness(
  database: Database,
  writes: WriteCheck,
  log: Logger,
): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_WITHIN_MS} ms`)), CHECK_WITHIN_MS);
  });
  try {
    const migrated = await Promise.race([database.isMigrated(), late]);
    if (!migrated) {
      return unready('migrations', 'The database does not have exactly the migrations of this program.');
    }
    const refused = await writes.reason();
    return refused === null ? { ready: true } : unready('writes', refused);
  } catch (error) {
    log.warn({ err: error }, 'readiness check failed');
    return unready('database', inWords(unavailability(error) ?? 'UNREACHABLE'));
  } finally {
    clearTimeout(timer);
  }
}
