import type { Database } from '../persistence/database';

const WRITE_EVERY_MS = 60_000;

/** Notes when API keys were last used: in memory at once, in the database every minute and at the end. */
export class KeyUsage {
  private used = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: Database,
    private readonly onError: (error: unknown) => void,
  ) {}

  readonly note = (apiKeyId: string): void => {
    this.used.set(apiKeyId, Date.now());
    this.timer ??= setTimeout(() => void this.write(), WRITE_EVERY_MS).unref();
  };

  /** Writes what is in memory. A failure loses a minute of it, and nothing else. */
  async write(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const used = [...this.used].sort();
    this.used = new Map();
    if (used.length === 0) return;
    try {
      await this.database.transaction(async (sql) => {
        for (const [id, at] of used) {
          await sql.execute('UPDATE api_keys SET last_used_at = ? WHERE id = ?', [at, id]);
        }
      });
    } catch (error) {
      this.onError(error);
    }
  }
}
