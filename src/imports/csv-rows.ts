import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse, type Options } from 'csv-parse';

/** A row of a CSV file: its values by column, '' where a field is empty. */
export interface CsvRow {
  /** Number of the line that the row begins on; the header is on line 1. */
  line: number;
  values: Readonly<Record<string, string>>;
}

const OPTIONS: Options = { bom: true, trim: true, skip_empty_lines: true, info: true };

interface ParsedRow {
  record: Record<string, string>;
  /** Counts up to the end of the row. */
  info: { lines: number; empty_lines: number };
}

/**
 * Reads some columns of a CSV file (UTF-8, comma, double quote, one header row) row by row, from `.gz` when the name ends so. Throws
 * a `CsvError` at a row that cannot be read.
 */
export async function* csvRows(file: string, wanted: ReadonlySet<string>): AsyncGenerator<CsvRow> {
  const columns = (header: string[]) => header.map((column) => (wanted.has(column) ? column : false));
  const parser = pipeline(openFile(file), parse({ ...OPTIONS, columns }), passed);
  let before = { lines: 1, empty_lines: 0 };
  for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
    const line = before.lines + info.empty_lines - before.empty_lines + 1;
    before = { ...info };
    yield { line, values: record };
  }
}

/** The names of a CSV file's columns; none of an empty file. */
export async function csvColumns(file: string): Promise<string[]> {
  const parser = pipeline(openFile(file), parse({ bom: true, trim: true, to_line: 1 }), passed);
  for await (const columns of parser as AsyncIterable<string[]>) return columns;
  return [];
}

/** The bytes of a file, unpacked when its name ends in `.gz`. */
export function openFile(file: string): Readable {
  const bytes = createReadStream(file);
  return file.endsWith('.gz') ? pipeline(bytes, createGunzip(), passed) : bytes;
}

/** A failure reaches whoever reads the last stream of the line; one that is no longer read closes those before it. */
const passed = (): void => undefined;

/** How many rows a file has, going by its line breaks: exact unless fields hold line breaks. */
export async function countRows(file: string): Promise<number> {
  let breaks = 0;
  for await (const chunk of openFile(file) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) breaks++;
  }
  return Math.max(0, breaks - 1);
}
