import LibsqlApart from 'libsql/promise';

/** Moves what long transactions have written from the write-ahead log into the file, on a thread of libsql's and a connection of its own. */
export class SqliteCheckpoints {
  private connection: LibsqlApart | undefined;
  private running: Promise<void> | undefined;
  private wanted = false;

  constructor(
    private readonly file: string,
    private readonly timeout: number,
  ) {}

  /** Resolves when everything that had been committed by now is in the file, or could not be moved: then the next commit does it. */
  make(): Promise<void> {
    this.wanted = true;
    this.running ??= this.run().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Waits for what is being made: the driver ends the process when a connection is closed that a thread of it works on. */
  async close(): Promise<void> {
    while (this.running) await this.running;
    this.connection?.close();
    this.connection = undefined;
  }

  private async run(): Promise<void> {
    while (this.wanted) {
      this.wanted = false;
      await this.move().catch(() => undefined);
    }
  }

  private async move(): Promise<void> {
    this.connection ??= new LibsqlApart(this.file, { timeout: this.timeout });
    await (this.connection.exec('PRAGMA wal_checkpoint(PASSIVE)') as Promise<void>);
  }
}
