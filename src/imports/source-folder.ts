import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../shared/startup-error';
import { countRows, csvRows } from './csv-rows';
import { SourceRow } from './source-row';

/** A folder with one CSV file for each table: `NAME.csv` or `NAME.csv.gz`. */
export class SourceFolder {
  private constructor(
    readonly directory: string,
    private readonly files: ReadonlyMap<string, string>,
  ) {}

  /** Throws a `StartupError` that names the tables that are missing. */
  static open(directory: string, tables: readonly string[]): SourceFolder {
    const names = new Set(listFiles(directory));
    const files = new Map<string, string>();
    for (const table of tables) {
      const name = [`${table}.csv`, `${table}.csv.gz`].find((candidate) => names.has(candidate));
      if (name) files.set(table, path.join(directory, name));
    }
    const missing = tables.filter((table) => !files.has(table));
    if (missing.length > 0) {
      throw new StartupError(
        `${directory} lacks ${missing.map((table) => `${table}.csv`).join(', ')} (or .csv.gz).`,
      );
    }
    return new SourceFolder(directory, files);
  }

  /** Tells one state of the files from another, wherever the folder lies. */
  fingerprint(): string {
    const sizes = [...this.files.values()]
      .map((file) => `${path.basename(file)} ${statSync(file).size}`)
      .sort();
    return createHash('sha256').update(sizes.join('\n')).digest('hex').slice(0, 16);
  }

  /** The rows of a table in the order of the file, one at a time. */
  async *rows(table: string): AsyncGenerator<SourceRow> {
    const file = this.fileOf(table);
    const name = path.basename(file);
    for await (const row of csvRows(file)) yield new SourceRow(name, row);
  }

  /** All rows of a small table. */
  async load(table: string): Promise<SourceRow[]> {
    const rows: SourceRow[] = [];
    for await (const row of this.rows(table)) rows.push(row);
    return rows;
  }

  /** All rows of a small table by the value of one column; of equal ones the last. */
  async index(table: string, column: string): Promise<Map<string, SourceRow>> {
    const rows = new Map<string, SourceRow>();
    for await (const row of this.rows(table)) rows.set(row.text(column), row);
    return rows;
  }

  /** Roughly how many rows a table has, without parsing it. */
  count(table: string): Promise<number> {
    return countRows(this.fileOf(table));
  }

  private fileOf(table: string): string {
    const file = this.files.get(table);
    if (!file) throw new Error(`The table ${table} was not asked for when the folder was opened`);
    return file;
  }
}

function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    throw new StartupError(`The folder ${directory} cannot be read: ${(error as Error).message}.`);
  }
}
