import { parse } from 'csv-parse/sync';
import { textLines, type TextLine } from './text-lines';

/** A record of a CSV file, or why there is none. */
export interface CsvRecord {
  /** The line on which it begins. */
  line: number;
  cells: string[];
  problem?: string;
  /** The text that could not be split into cells. */
  text?: string;
  /** A quote that it opens is not closed in the rest of the file. */
  unclosed?: true;
  /** The file ends within it, without a line end. */
  unended?: true;
}

/** A record with more line breaks in its quotes counts as one whose quote is not closed. */
const MAX_LINES = 100;

/**
 * The records of a CSV file (RFC 4180: commas, double quotes), cells without surrounding blanks, the header among them; none
 * for a line without text. A broken one
 * costs nothing but its own first line: reading goes on with the next, even where a quote was never closed.
 */
export async function* csvRecords(file: string): AsyncGenerator<CsvRecord> {
  const lines = new Lines(textLines(file));
  try {
    yield* recordsOf(lines);
  } finally {
    await lines.close();
  }
}

async function* recordsOf(lines: Lines): AsyncGenerator<CsvRecord> {
  for (let first = await lines.next(); first; first = await lines.next()) {
    if (first.problem !== undefined) {
      yield { line: first.number, cells: [], problem: first.problem, ...unendedBy(first) };
      continue;
    }
    if (first.text.trim() === '') continue;
    const { more, unclosed } = await quotedLines(first, lines);
    const record: CsvRecord = {
      ...toRecord(first.number, [first, ...more]),
      ...(unclosed && { unclosed }),
      ...unendedBy(more.at(-1) ?? first),
    };
    if (record.problem !== undefined) lines.putBack(more);
    if (record.problem !== undefined || record.cells.some((cell) => cell !== '')) yield record;
  }
}

/** Lines, some of which may be read once more. */
class Lines {
  private ahead: TextLine[] = [];

  constructor(private readonly source: AsyncGenerator<TextLine>) {}

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.source.return(undefined);
  }

  async next(): Promise<TextLine | null> {
    const again = this.ahead.shift();
    if (again) return again;
    const { value, done } = await this.source.next();
    return done ? null : (value as TextLine);
  }

  putBack(lines: readonly TextLine[]): void {
    this.ahead = [...lines, ...this.ahead];
  }
}

function unendedBy({ unended }: TextLine): Pick<CsvRecord, 'unended'> {
  return unended ? { unended } : {};
}

/** The further lines of a record that has a line break in quotes; `unclosed` when the file ends before the quote does. */
async function quotedLines(first: TextLine, lines: Lines): Promise<{ more: TextLine[]; unclosed?: true }> {
  const more: TextLine[] = [];
  let open = leavesQuoteOpen(first);
  while (open && more.length < MAX_LINES) {
    const line = await lines.next();
    if (!line) return { more, unclosed: true };
    more.push(line);
    if (line.problem !== undefined) break;
    if (leavesQuoteOpen(line)) open = false;
  }
  return { more };
}

/** Whether a line has an odd number of quotes. */
function leavesQuoteOpen({ text }: TextLine): boolean {
  let odd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
}

function toRecord(line: number, lines: readonly TextLine[]): CsvRecord {
  const text = lines.map((part) => part.text).join('\n');
  if (!/["\r]/.test(text)) return { line, cells: text.split(',').map((cell) => cell.trim()) };
  try {
    const records: string[][] = parse(text, { trim: true, relax_column_count: true });
    if (records.length === 1) return { line, cells: records[0]! };
  } catch {
    // Why it cannot be parsed is always the same to the person who has to mend it.
  }
  return {
    line,
    cells: [],
    problem:
      'its quotes do not match: a field with a quote is quoted as a whole, and a quote in it is doubled',
    text: lines[0]!.text,
  };
}
