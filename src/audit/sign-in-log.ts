import type { SignInRefusal } from '../auth/authenticate';
import type { Database } from '../persistence/database';
import { storeAuditEntries, type AuditedAction } from './store-entries';

const WRITE_EVERY_MS = 10_000;
/** More different ones within an interval are counted together: whoever tries many keys must not fill the disk. */
const MAX_ENTRIES = 500;

type Counted = { action: AuditedAction; times: number };

/** Writes sign-ins that failed into the audit log: alike ones of one address together, every ten seconds and at the end. */
export class SignInLog {
  private waiting = new Map<string, Counted>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: Database,
    private readonly onError: (error: unknown) => void,
  ) {}

  readonly note = ({ origin, reason, keyPrefix }: SignInRefusal): void => {
    const full = this.waiting.size >= MAX_ENTRIES;
    const detail = full ? 'More failed sign-ins than can be told apart' : detailOf(reason, keyPrefix);
    const key = full ? '' : JSON.stringify([origin.ip, origin.channel, detail]);
    const known = this.waiting.get(key);
    if (known) known.times += 1;
    else {
      const action = { action: 'signIn', outcome: 'REFUSED', origin, principalId: null, detail } as const;
      this.waiting.set(key, { action, times: 1 });
    }
    this.timer ??= setTimeout(() => void this.write(), WRITE_EVERY_MS).unref();
  };

  async write(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const waiting = [...this.waiting.values()];
    this.waiting = new Map();
    if (waiting.length === 0) return;
    const actions = waiting.map(({ action, times }) => ({ ...action, times }));
    try {
      await this.database.transaction((sql) => storeAuditEntries(sql, actions, new Date()));
    } catch (error) {
      this.onError(error);
    }
  }
}

function detailOf(reason: string, keyPrefix: string | null): string {
  return keyPrefix === null ? reason : `${keyPrefix}: ${reason}`;
}
