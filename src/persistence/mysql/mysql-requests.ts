import type { Pool, PoolConnection, QueryError } from 'mysql2';
import type { WireMode } from '../database';
import { queryInTurn, queryTogether, type Result } from './mysql-statements';
import { statementText } from '../statement-text';
import type { RunQuery } from '../sql';

/** Most statements end by themselves within this time; packets that do keep their connection. */
const LEFT_ALONE_MS = 100;
/** What one packet holds at most: so many statements, and so many characters unless a single one has more. */
const MAX_STATEMENTS = 20;
const MAX_TEXT = 100_000;

/** A statement, and who waits for what it gives. */
interface Read {
  readonly text: string;
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

/**
 * Runs the statements of one request on a pool, until its signal is given. From then on they fail with its reason; those that the
 * database still works on are stopped by way of another pool, in which no read can stand in the way.
 */
export class RequestReads {
  private waiting: Read[] = [];
  private waitingLength = 0;
  private readonly running = new Set<Packet>();
  private listening = false;

  constructor(
    private readonly signal: AbortSignal,
    private readonly pool: Pool,
    private readonly killers: Pool,
    private readonly wire: WireMode,
  ) {}

  /**
   * Sends what a request wants to know in one turn of the event loop in one packet: a round trip costs both sides more than most
   * statements do (`bench/README.md`). On the awaited wire each has a packet of its own, on the same connection. They run one after the
   * other, so this is for statements that take no time.
   */
  readonly together: RunQuery = (sql, params) =>
    this.read(sql, params, (read) => {
      const tooMany = this.waiting.length === MAX_STATEMENTS;
      if (tooMany || this.waitingLength + read.text.length > MAX_TEXT) this.sendWaiting();
      this.waiting.push(read);
      this.waitingLength += read.text.length;
      if (this.waiting.length === 1) atEndOfTurn(() => this.sendWaiting());
    });

  /** Sends a statement at once, on a connection of its own: others need not wait for it. */
  readonly separately: RunQuery = (sql, params) => this.read(sql, params, (read) => this.send([read]));

  private read(
    sql: string,
    params: Parameters<RunQuery>[1],
    begin: (read: Read) => void,
  ): ReturnType<RunQuery> {
    return new Promise((resolve, reject) => {
      this.signal.throwIfAborted();
      if (!this.listening) this.signal.addEventListener('abort', () => this.giveUp(), { once: true });
      this.listening = true;
      begin({ text: statementText(sql, params), resolve, reject });
    });
  }

  private sendWaiting(): void {
    const { waiting } = this;
    if (waiting.length === 0) return;
    this.waiting = [];
    this.waitingLength = 0;
    this.send(waiting);
  }

  private send(reads: readonly Read[]): void {
    const packet = new Packet(reads, this.killers, this.wire);
    this.running.add(packet);
    this.pool.getConnection((error, connection) => {
      if (error || this.signal.aborted) {
        this.running.delete(packet);
        connection?.release();
        return packet.fail(error ?? this.signal.reason);
      }
      packet.run(connection, (failure, results) => {
        this.running.delete(packet);
        if (failure) this.failed(packet, failure);
        else packet.succeed(results);
      });
    });
  }

  /** One statement of several has failed: each is run again by itself, as none changes anything. */
  private failed(packet: Packet, failure: QueryError): void {
    if (packet.reads.length === 1 || failure.fatal || this.signal.aborted) packet.fail(failure);
    else for (const read of packet.reads) this.send([read]);
  }

  private giveUp(): void {
    const { reason } = this.signal;
    for (const { reject } of this.waiting) reject(reason);
    this.waiting = [];
    for (const packet of this.running) packet.giveUp(reason);
  }
}

/** After all that follows at once from what has just arrived; loaders, which wait as long, come first. */
function atEndOfTurn(work: () => void): void {
  setImmediate(work);
}

/** Statements of a request on their way, and the connection that is theirs alone as long as they run. */
class Packet {
  private connection: PoolConnection | null = null;
  private timer: NodeJS.Timeout | undefined;
  private killed = false;

  constructor(
    readonly reads: readonly Read[],
    private readonly killers: Pool,
    private readonly wire: WireMode,
  ) {}

  /** The connection goes on to the next packet, unless a kill that may still be on its way would hit that one. */
  run(connection: PoolConnection, ended: (error: QueryError | null, results: Result[]) => void): void {
    this.connection = connection;
    const query = this.wire === 'pipelined' ? queryTogether : queryInTurn;
    query(
      connection,
      this.reads.map(({ text }) => text),
      (error, results) => {
        clearTimeout(this.timer);
        if (!this.killed) connection.release();
        ended(error, results);
      },
    );
  }

  succeed(results: readonly Result[]): void {
    this.reads.forEach(({ resolve }, i) => resolve(results[i]!));
  }

  fail(reason: unknown): void {
    for (const { reject } of this.reads) reject(reason);
  }

  giveUp(reason: unknown): void {
    this.fail(reason);
    if (this.connection) this.timer = setTimeout(() => this.kill(this.connection!), LEFT_ALONE_MS);
  }

  /**
   * Ends the session together with the statements: a kill of the query alone that comes too late would strike the session's next one.
   * When the session cannot be reached, they end by themselves; nothing uses the connection again.
   */
  private kill(connection: PoolConnection): void {
    this.killed = true;
    connection.on('error', () => undefined);
    this.killers.query(`KILL CONNECTION ${connection.threadId}`, () => connection.destroy());
  }
}
