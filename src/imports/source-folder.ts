import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CsvError } from 'csv-parse';
import { StartupError } from '../shared/startup-error';
import { countRows, csvColumns, csvRows } from './csv-rows';
import { SourceRow } from './source-row';

/** Tables by name, each with the columns that are read of it, separated by blanks. */
export type SourceTables = Readonly<Record<string, string>>;

interface SourceFile {
  file: string;
  columns: ReadonlySet<string>;
}

/** A folder with one CSV file for each table: `NAME.csv` or `NAME.csv.gz`. */
export class SourceFolder {
  private constructor(
    readonly directory: string,
    private readonly files: ReadonlyMap<string, SourceFile>,
  ) {}

  /** Throws a `StartupError` that names the tables or the columns that are missing. */
  static async open(directory: string, tables: SourceTables): Promise<SourceFolder> {
    const names = new Set(listFiles(directory));
    const files = new Map<string, SourceFile>();
    for (const [table, columns] of Object.entries(tables)) {
      const name = [`${table}.csv`, `${table}.csv.gz`].find((candidate) => names.has(candidate));
      if (name) files.set(table, { file: path.join(directory, name), columns: new Set(columns.split(' ')) });
    }
    const missing = Object.keys(tables).filter((table) => !files.has(table));
    if (missing.length > 0) {
      const some = missing.slice(0, MISSING_SHOWN).map((table) => `${table}.csv`);
      const more = missing.length - some.length;
      const list = [...some, ...(more > 0 ? [`${more} more`] : [])].join(', ');
      throw new StartupError(`The folder ${directory} lacks ${list}, plain or as .csv.gz.`);
    }
    for (const file of files.values()) await requireColumns(file);
    return new SourceFolder(directory, files);
  }

  /** Tells one state of the files from another, wherever the folder lies. */
  fingerprint(): string {
    const sizes = [...this.files.values()]
      .map(({ file }) => `${path.basename(file)} ${statSync(file).size}`)
      .sort();
    return createHash('sha256').update(sizes.join('\n')).digest('hex').slice(0, 16);
  }

  /** The rows of a table in the order of the file, one at a time. */
  async *rows(table: string): AsyncGenerator<SourceRow> {
    const { file, columns } = this.fileOf(table);
    const name = path.basename(file);
    try {
      for await (const row of csvRows(file, columns)) yield new SourceRow(name, row);
    } catch (error) {
      throw error instanceof CsvError ? new StartupError(`${file} cannot be read: ${error.message}.`) : error;
    }
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
    return countRows(this.fileOf(table).file);
  }

  private fileOf(table: string): SourceFile {
    const file = this.files.get(table);
    if (!file) throw new Error(`The table ${table} was not asked for when the folder was opened`);
    return file;
  }
}

const MISSING_SHOWN = 5;
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is no folder',
  EACCES: 'access is denied',
};

function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === undefined ? message : (UNREADABLE[code] ?? message);
    throw new StartupError(`The folder ${directory} cannot be read: ${reason}.`);
  }
}

async function requireColumns({ file, columns }: SourceFile): Promise<void> {
  const present = new Set(await csvColumns(file));
  const missing = [...columns].filter((column) => !present.has(column));
  if (missing.length === 0) return;
  const have = missing.length === 1 ? `column ${missing[0]}` : `columns ${missing.join(', ')}`;
  throw new StartupError(`${file} lacks the ${have}.`);
}
