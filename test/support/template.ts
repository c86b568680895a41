import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mysql from 'mysql2/promise';
import type { DatabaseOptions } from '../../src/persistence/database';
import { openDatabase } from '../../src/persistence/open-database';

/** Folder of the run: the migrated template and, embedded, the clones. Set by jest's global setup. */
const RUN_FOLDER = 'ORDERWIRE_TEST_RUN_FOLDER';
const TEMPLATE_FILE = 'template.sqlite';
const TEMPLATE_SCRIPT = 'template.sql';

/** Which database this run of jest is on: `ORDERWIRE_TEST_DB`, by default the embedded one. */
export function testDatabaseKind(): DatabaseOptions['kind'] {
  const kind = process.env.ORDERWIRE_TEST_DB || 'sqlite';
  if (kind === 'sqlite' || kind === 'mysql') return kind;
  throw new Error(`ORDERWIRE_TEST_DB is "${kind}"; use sqlite or mysql`);
}

/** Whether the servers of this run execute operations, and send statements, in the plain way: `ORDERWIRE_PLAIN`. */
export function isPlain(): boolean {
  return process.env.ORDERWIRE_PLAIN === '1';
}

/** A MariaDB database as the servers of this run open it. */
export function mysqlOptions(name: string): DatabaseOptions {
  return { kind: 'mysql', url: serverUrl(name), wire: isPlain() ? 'awaited' : 'auto' };
}

export function runFolder(): string {
  const folder = process.env[RUN_FOLDER];
  if (!folder)
    throw new Error('No template database: the test is not in a jest project that has the global setup');
  return folder;
}

export const templateFile = (): string => path.join(runFolder(), TEMPLATE_FILE);

/** The statements that make a migrated database, for one multi-statement query in an empty one. */
export const templateScript = (): string => readFileSync(path.join(runFolder(), TEMPLATE_SCRIPT), 'utf8');

/** `ow_<run>_…`: databases of one run carry its name, so that only they are dropped at its end. */
export function newDatabaseName(): string {
  return `ow_${path.basename(runFolder()).slice(-6).toLowerCase()}_${randomBytes(6).toString('hex')}`;
}

/** URL of a database on the server of `TEST_DATABASE_URL`, whose user must be allowed to create databases. */
export function serverUrl(database = ''): string {
  const configured = process.env.TEST_DATABASE_URL;
  if (!configured)
    throw new Error('ORDERWIRE_TEST_DB=mysql needs TEST_DATABASE_URL=mysql://user:password@host:3306/');
  const url = new URL(configured);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs `work` on a connection of its own; `database` '' selects none. */
export async function onServer<T>(
  database: string,
  work: (connection: mysql.Connection) => Promise<T>,
): Promise<T> {
  const connection = await mysql.createConnection({ uri: serverUrl(database), multipleStatements: true });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

/** Migrates one empty database and keeps what is needed to make copies of it fast. */
export async function prepareTemplate(): Promise<void> {
  process.env[RUN_FOLDER] = mkdtempSync(path.join(tmpdir(), 'orderwire-test-'));
  if (testDatabaseKind() === 'sqlite') {
    await migrateOnce({ kind: 'sqlite', file: templateFile() });
    return;
  }
  const name = newDatabaseName();
  await onServer('', (connection) => connection.query(`CREATE DATABASE ${name}`));
  await migrateOnce(mysqlOptions(name));
  writeFileSync(path.join(runFolder(), TEMPLATE_SCRIPT), await scriptOf(name));
}

async function migrateOnce(options: DatabaseOptions): Promise<void> {
  const database = await openDatabase(options);
  try {
    await database.migrate();
    // A copy of the file alone must hold everything.
    if (options.kind === 'sqlite') await database.reader.rows('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    await database.close();
  }
}

/** `SHOW CREATE TABLE` of every table, a copy of the rows that migrations wrote, and the triggers. */
async function scriptOf(template: string): Promise<string> {
  return onServer(template, async (connection) => {
    const statements = ['SET FOREIGN_KEY_CHECKS = 0'];
    const [tables] = await connection.query<mysql.RowDataPacket[]>('SHOW TABLES');
    for (const table of tables.map((row) => String(Object.values(row)[0]))) {
      const [[row]] = await connection.query<mysql.RowDataPacket[]>(`SHOW CREATE TABLE \`${table}\``);
      statements.push(String(row?.['Create Table']));
      const [filled] = await connection.query<mysql.RowDataPacket[]>(`SELECT 1 FROM \`${table}\` LIMIT 1`);
      if (filled.length > 0)
        statements.push(`INSERT INTO \`${table}\` SELECT * FROM \`${template}\`.\`${table}\``);
    }
    const [triggers] = await connection.query<mysql.RowDataPacket[]>('SHOW TRIGGERS');
    for (const { Trigger } of triggers) {
      const [[row]] = await connection.query<mysql.RowDataPacket[]>(`SHOW CREATE TRIGGER \`${Trigger}\``);
      statements.push(String(row?.['SQL Original Statement']));
    }
    return statements.join(';\n');
  });
}

/** Removes the template and every clone that a test left behind. */
export async function removeTemplate(): Promise<void> {
  const prefix = newDatabaseName().replace(/[^_]+$/, '');
  if (testDatabaseKind() === 'mysql') {
    await onServer('', async (connection) => {
      const [rows] = await connection.query<mysql.RowDataPacket[]>('SHOW DATABASES');
      const names = rows.map((row) => String(Object.values(row)[0]));
      for (const name of names) {
        if (name.startsWith(prefix)) await connection.query(`DROP DATABASE ${name}`);
      }
    });
  }
  rmSync(runFolder(), { recursive: true, force: true });
}
