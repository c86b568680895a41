import type { Database } from '../persistence/database';
import type { Logger } from '../shared/logger';
import { sendJson, type Handler } from './exchange';

const CHECK_WITHIN_MS = 2_000;

export type Readiness =
  { ready: true } | { ready: false; reason: 'starting' | 'stopping' | 'database' | 'migrations' };

/** `/healthz`: the process answers. `/readyz`: it can serve; else 503 with the reason. */
export function healthHandler(readiness: () => Promise<Readiness>): Handler {
  return async (exchange) => {
    if (exchange.path === '/healthz') {
      sendJson(exchange, 200, { status: 'ok' });
      return true;
    }
    if (exchange.path !== '/readyz') return false;
    const answer = await readiness();
    sendJson(
      exchange,
      answer.ready ? 200 : 503,
      answer.ready ? { status: 'ready' } : { status: 'unavailable', reason: answer.reason },
    );
    return true;
  };
}

/** The database answers in time and has exactly this program's migrations. */
export async function databaseReadiness(database: Database, log: Logger): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_WITHIN_MS} ms`)), CHECK_WITHIN_MS);
  });
  try {
    const migrated = await Promise.race([database.isMigrated(), late]);
    return migrated ? { ready: true } : { ready: false, reason: 'migrations' };
  } catch (error) {
    log.warn({ err: error }, 'readiness check failed');
    return { ready: false, reason: 'database' };
  } finally {
    clearTimeout(timer);
  }
}
