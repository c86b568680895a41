import { connect, type Socket } from 'node:net';
import type { PoolConnection, QueryError } from 'mysql2';
import { statementIn, type BulkInsert } from '../mapping/entity-mapping';

/** What mysql2 offers its own commands, and no others: its types do not have it. */
interface Wire {
  addCommand(command: BulkCommand): void;
  write(bytes: Buffer): void;
  _resetSequenceId(): void;
  _bumpSequenceId(packets: number): void;
  readonly clientEncoding: string;
  readonly stream: object;
}

interface Packet {
  isError(): boolean;
  asError(encoding: string): QueryError;
}

interface ConnectTo {
  config: { host?: string; port?: number; socketPath?: string };
}

/** In a client's answer to the server's greeting: what it knows of MariaDB's own protocol. */
const EXTENSIONS_AT = 32;
const BULK_OPERATIONS = 4;
/** Length of the request for TLS, which begins as that answer does. */
const TLS_REQUEST = 36;

const offered = new WeakSet<object>();
let hasRoom = true;

/**
 * Opens the stream of a connection, and tells a MariaDB server in the first packet that bulk operations are known, which mysql2 does not.
 * mysql2 sets one of these bits, for extended metadata, where the server reads them; only then this one is set, too. Not over TLS, where
 * the packet cannot be seen here.
 */
export function openStream({ config: { host, port, socketPath } }: ConnectTo): Socket {
  const stream = socketPath
    ? connect(socketPath)
    : connect({ host, port: port!, noDelay: true, keepAlive: true });
  const write = stream.write.bind(stream);
  stream.write = ((first: Buffer, ...rest: []) => {
    stream.write = write;
    if (first.length > TLS_REQUEST && first[EXTENSIONS_AT] !== 0) {
      first[EXTENSIONS_AT]! |= BULK_OPERATIONS;
      offered.add(stream);
    }
    return write(first, ...rest);
  }) as Socket['write'];
  return stream;
}

/** Whether rows may be sent in bulk on the connection: to MariaDB without TLS, and as long as it has room for prepared statements. */
export function takesBulk(connection: PoolConnection): boolean {
  return hasRoom && offered.has(wireOf(connection).stream);
}

/**
 * Sends inserts one behind the other without waiting for what comes of each; fails with the first error. The server carries out all of
 * them, whichever fail: the connection must be in a transaction that goes on when it is undone for a deadlock, that is,
 * without autocommit. A statement is prepared when it first comes, and stays so for as long as the connection lasts.
 */
export async function insertInBulk(
  connection: PoolConnection,
  inserts: readonly BulkInsert[],
): Promise<void> {
  const packets: Buffer[] = [];
  for (const { sql, packets: rows } of inserts) {
    const id = await statementId(connection, sql);
    for (const packet of rows) packets.push(statementIn(packet, id));
  }
  await new Promise<void>((resolve, reject) => {
    const command = new BulkCommand(packets, (error) => (error ? reject(error) : resolve()));
    wireOf(connection).addCommand(command);
  });
}

function wireOf(connection: PoolConnection): Wire {
  return connection as unknown as Wire;
}

/** mysql2 prepares what it does not know yet. When the server has no room, inserts go as text from then on, also when the unit is run again. */
function statementId(connection: PoolConnection, sql: string): Promise<number> {
  return new Promise((resolve, reject) => {
    connection.prepare(sql, (error, statement) => {
      if (error?.code === 'ER_MAX_PREPARED_STMT_COUNT_REACHED') hasRoom = false;
      if (error) reject(error);
      else resolve((statement as unknown as { id: number }).id);
    });
  });
}

/** A command as mysql2's queue takes it. */
class BulkCommand {
  private sent = false;
  private answers = 0;
  private failure: QueryError | null = null;

  constructor(
    private readonly packets: readonly Buffer[],
    /** Also called by the queue when the connection breaks. */
    readonly onResult: (error: Error | null) => void,
  ) {}

  /** Called to begin, and with each packet that comes until it answers that it is done. */
  execute(packet: Packet | undefined, wire: Wire): boolean {
    if (this.sent) this.take(packet!, wire);
    else this.send(wire);
    const done = this.answers === this.packets.length;
    if (done) this.onResult(this.failure);
    else expectAnswer(wire);
    return done;
  }

  private send(wire: Wire): void {
    this.sent = true;
    wire.write(Buffer.concat(this.packets));
  }

  private take(packet: Packet, wire: Wire): void {
    if (packet.isError()) this.failure ??= packet.asError(wire.clientEncoding);
    this.answers++;
  }
}

/** Each packet is a command of its own, whose answer counts on from its own number. */
function expectAnswer(wire: Wire): void {
  wire._resetSequenceId();
  wire._bumpSequenceId(1);
}
