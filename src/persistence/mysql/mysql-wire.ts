import type { PoolConnection } from 'mysql2';
import type { Wire } from '../database';
import { queryTogether, runOn } from './mysql-statements';

/** What one session shows of the way to its server. */
export interface Session {
  /** TLS, as the server sees it. */
  readonly encrypted: boolean;
  /** Takes several statements in a packet. */
  readonly takesSeveral: boolean;
  /** Who greeted is who answers: both give the session the same number. */
  readonly direct: boolean;
  /** Version and comment, in which proxies name themselves. */
  readonly version: string;
  /** `wsrep_on`: a node of a Galera cluster. */
  readonly inCluster: boolean;
  /** `host:port` as the server knows itself. */
  readonly server: string;
}

/** The pipelined wire where it is right: between us and one server that is in no cluster. */
export function wireFor(sessions: readonly Session[]): Wire {
  const reason = whyAwaited(sessions);
  return reason
    ? { mode: 'awaited', reason }
    : { mode: 'pipelined', reason: 'the server answers directly, without TLS, and is in no cluster' };
}

/** Null when nothing speaks against the pipelined wire. */
function whyAwaited(sessions: readonly Session[]): string | null {
  const [first] = sessions;
  const some = (property: (session: Session) => boolean): boolean => sessions.some(property);
  if (some(({ inCluster }) => inCluster)) return 'the server is a node of a Galera cluster';
  if (some(({ direct, version }) => !direct || PROXIES.test(version)))
    return 'a proxy answers for the server';
  if (some(({ server }) => server !== first!.server)) return 'sessions reach different servers';
  if (some(({ takesSeveral }) => !takesSeveral)) return 'the server refuses several statements in a packet';
  return some(({ encrypted }) => encrypted) ? 'the connection uses TLS' : null;
}

const PROXIES = /proxysql|maxscale/i;
const VARIABLES =
  "SHOW SESSION VARIABLES WHERE Variable_name IN ('wsrep_on', 'version_comment', 'hostname', 'port')";

/** Of a connection of the pipelined wire. */
export async function lookAt(connection: PoolConnection): Promise<Session> {
  const rowsOf = async (text: string) => (await runOn(connection, text)).rows as Record<string, string>[];
  // A proxy may answer `SELECT CONNECTION_ID()` itself; this it hands on.
  const [row] = await rowsOf('SELECT CONNECTION_ID() AS id, VERSION() AS version');
  const variables = new Map(
    (await rowsOf(VARIABLES)).map(({ Variable_name, Value }) => [Variable_name, Value]),
  );
  const [cipher] = await rowsOf("SHOW SESSION STATUS LIKE 'Ssl_cipher'");
  return {
    encrypted: Boolean(cipher?.Value),
    takesSeveral: await takesSeveral(connection),
    direct: greetedAs(row!.id!) === connection.threadId,
    version: `${row!.version} ${variables.get('version_comment')}`,
    inCluster: variables.get('wsrep_on') === 'ON',
    server: `${variables.get('hostname')}:${variables.get('port')}`,
  };
}

/** The greeting has room for 32 bits of the number. */
function greetedAs(id: string | number | bigint): number {
  return Number(BigInt.asUintN(32, BigInt(id)));
}

function takesSeveral(connection: PoolConnection): Promise<boolean> {
  return new Promise((resolve) => {
    queryTogether(connection, ['DO 0', 'DO 0'], (error, results) => resolve(!error && results.length === 2));
  });
}
