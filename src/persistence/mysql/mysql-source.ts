import type { Pool } from 'mysql2';
import { DataSource } from 'typeorm';
import type { COMMON_OPTIONS } from '../data-source';
import type { WireMode } from '../database';
import { statementText } from '../statement-text';
import { openStream } from './mysql-bulk';
import type { readUrl } from './mysql-url';

export type Place = ReturnType<typeof readUrl>;

/**
 * On the pipelined wire statements travel together in one packet: every value must be in its text as `statementText` writes it. Where there
 * are migrations, they may everywhere, for MySQL's sake (`Fence`).
 */
export function sourceOf(
  { url, tls }: Place,
  poolSize: number,
  wire: WireMode,
  options: Partial<typeof COMMON_OPTIONS> = {},
): DataSource {
  const pipelined = wire === 'pipelined';
  return new DataSource({
    ...options,
    type: 'mysql',
    url,
    ...(tls && { ssl: tls }),
    charset: 'utf8mb4',
    supportBigNumbers: true,
    bigNumberStrings: false,
    extra: { queryFormat: statementText, ...(pipelined && { stream: openStream }) },
    multipleStatements: pipelined || 'migrations' in options,
    connectTimeout: 10_000,
    poolSize,
  });
}

/** By what the server says of its version. */
export function isMariaDb(version: string): boolean {
  return /mariadb/i.test(version);
}

export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { pool: Pool }).pool;
}

/** One line for a person; never the password. */
export function explain(error: unknown, url: string): string {
  const { host, pathname, username } = new URL(url);
  const { code, message } = error as { code?: string; message: string };
  switch (code) {
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_DBACCESS_DENIED_ERROR':
      return `The database at ${host} refused the user "${username}". Check user, password and rights in DATABASE_URL.`;
    case 'ER_BAD_DB_ERROR':
      return `The database "${pathname.slice(1)}" does not exist at ${host}. Create it, or correct DATABASE_URL.`;
    case 'HANDSHAKE_SSL_ERROR':
      return `TLS with the database at ${host} failed (${message}). Check ssl-mode in DATABASE_URL and NODE_EXTRA_CA_CERTS.`;
    default:
      return `The database at ${host} cannot be reached (${code ?? message}). Check DATABASE_URL and that the server runs.`;
  }
}
