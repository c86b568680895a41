import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse, type Options } from 'csv-parse';

/** A row of a CSV file: its values by column, null where a field is empty. */
export interface CsvRow {
  /** Number of the line that the row begins on; the header is on line 1. */
  line: number;
  values: Readonly<Record<string, string>>;
}

/** A row that could not be read. */
export interface BrokenRow {
  line: number;
  problem: string;
}

const OPTIONS: Options = { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true };

interface ParsedRow {
  record: Record<string, string>;
  info: { lines: number };
}

/**
 * Reads a CSV file (UTF-8, comma, double quote, one header row) row by row, from `.gz` when the name ends so. A row that cannot be
 * read throws, or goes to `onBroken`, and reading goes on.
 */
export async function* csvRows(file: string, onBroken?: (row: BrokenRow) => void): AsyncGenerator<CsvRow> {
  const skip = onBroken && {
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined) => void onBroken(brokenRow(error)),
  };
  const parser = parse({ ...OPTIONS, ...skip });
  const source = openFile(file).on('error', (error) => parser.destroy(error));
  for await (const { record, info } of source.pipe(parser) as AsyncIterable<ParsedRow>) {
    yield { line: info.lines - breaksIn(record), values: record };
  }
}

/** The bytes of a file, unpacked when its name ends in `.gz`. */
export function openFile(file: string): Readable {
  const bytes = createReadStream(file);
  if (!file.endsWith('.gz')) return bytes;
  const unpacked = createGunzip();
  bytes.on('error', (error) => unpacked.destroy(error));
  return bytes.pipe(unpacked);
}

/** How many rows a file has, going by its line breaks: exact unless fields hold line breaks. */
export async function countRows(file: string): Promise<number> {
  let breaks = 0;
  for await (const chunk of openFile(file) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) breaks++;
  }
  return Math.max(0, breaks - 1);
}

function breaksIn(record: Record<string, string>): number {
  let breaks = 0;
  for (const value of Object.values(record)) if (value.includes('\n')) breaks += value.split('\n').length - 1;
  return breaks;
}

function brokenRow(error: CsvError | undefined): BrokenRow {
  const line = Number((error as { lines?: number } | undefined)?.lines ?? 0);
  return { line, problem: error?.message ?? 'the row cannot be read' };
}
