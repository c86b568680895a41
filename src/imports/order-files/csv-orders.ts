import { StartupError } from '../../shared/startup-error';
import { MAX_LINES } from '../../orders/placing-rules';
import { putCell, type CellRules, type Json } from './csv-cells';
import { LINE_COUNT, readHeader, type CsvColumn } from './csv-columns';
import { csvRecords, type CsvRecord } from './csv-records';
import { nameOrder, type FileFlaw, type FileOrder, type OrderName } from './order-file';

export interface CsvOptions {
  /** The other system, for orders whose rows name none. */
  system: string;
  /** A moment without a time is the start of a day here. */
  timeZone: string;
  /** Told what makes the file unsound as a whole, whichever of its orders are good. */
  onFault: (fault: FileFlaw) => void;
}

/**
 * The orders of a CSV file: one row for each line of an order, the rows of an order together. Throws a `StartupError` when the header is
 * wrong. A row that cannot be read takes its order with it, or, when its order cannot be told, the orders beside it.
 */
export async function* csvOrders(file: string, options: CsvOptions): AsyncGenerator<FileOrder> {
  const records = csvRecords(file);
  const header = await records.next();
  if (header.done) throw new StartupError(`${file} is empty: it has no line with the names of columns.`);
  if (header.value.problem) throw new StartupError(`${file}:1: ${header.value.problem}.`);
  const sheet = new Sheet(readHeader(file, header.value.cells), options);
  const end = new FileEnd(sheet.columns.length);
  let open = null as OrderRows | null;
  let unclear = null as CsvRecord | null;
  for await (const record of records) {
    end.see(record);
    const name = sheet.nameOf(record, open?.name ?? null);
    if (name !== null && open?.name?.key === name.key) {
      open.add(record);
      continue;
    }
    if (open) yield (name === null ? open.mayLack(record) : open).toOrder();
    open = new OrderRows(sheet, name).add(record);
    if (unclear && name !== null) open.mayLack(unclear);
    unclear = name === null && record.problem !== undefined ? record : null;
    if (name !== null) continue;
    yield open.toOrder();
    open = null;
  }
  const fault = end.fault();
  if (fault) options.onFault(fault);
  if (open) yield open.toOrder();
}

/** Whether a file ends where its writer ended it, as far as its last records tell. */
class FileEnd {
  private last: CsvRecord | null = null;
  private unclosed: CsvRecord | null = null;

  constructor(private readonly width: number) {}

  see(record: CsvRecord): void {
    this.last = record;
    if (this.isWhole(record)) this.unclosed = null;
    else if (record.unclosed) this.unclosed ??= record;
  }

  fault(): FileFlaw | null {
    const { last, unclosed } = this;
    if (unclosed) {
      const begun = `the file ends within the quotes that are opened on line ${unclosed.line}`;
      return toFault(unclosed.line, null, `${begun}. ${CUT_OFF}`);
    }
    if (!last?.unended || this.isWhole(last)) return null;
    const what =
      last.problem ?? `the last line has ${last.cells.length} of ${this.width} fields and no line end`;
    return toFault(last.line, null, `${what}. ${CUT_OFF}`);
  }

  private isWhole({ problem, cells }: CsvRecord): boolean {
    return problem === undefined && cells.length >= this.width;
  }
}

const CUT_OFF = 'It seems to be cut off: copy it again';

function toFault(line: number, field: string | null, message: string): FileFlaw {
  return { line, field, code: 'VALIDATION_FAILED', message };
}

/** The columns of a file. */
class Sheet {
  private readonly places: ReadonlyMap<string, number>;

  constructor(
    readonly columns: readonly CsvColumn[],
    private readonly options: CsvOptions,
  ) {
    this.places = new Map(columns.map(({ name }, place) => [name, place]));
  }

  /** The text of a cell; empty when the file has no such column. */
  cell(cells: readonly string[], name: string): string {
    return cells[this.places.get(name) ?? -1] ?? '';
  }

  /**
   * The order that a row belongs to; null when it does not say. A row without a system belongs to the order before it if that has its
   * id.
   */
  nameOf(record: CsvRecord, before: OrderName | null): OrderName | null {
    const cells = record.text === undefined ? record.cells : this.soundCells(record.text);
    const externalId = this.cell(cells, 'externalId');
    if (externalId === '') return null;
    const system = this.cell(cells, 'system');
    if (system === '' && before?.externalId === externalId) return before;
    return nameOrder(system || this.system, externalId);
  }

  /** What stands before the first quote of a row that could not be split. Without the last cell, which may go on. */
  private soundCells(text: string): string[] {
    const cells = text.slice(0, text.indexOf('"')).split(',');
    return cells.slice(0, -1).map((cell) => cell.trim());
  }

  /** The column of a path within an order, such as `lines.0.sku` or `freight.amount`. */
  columnAt(path: string): { name: string; lineIndex: number | null } {
    const [, index, rest] = /^lines\.(\d+)(?:\.(.*))?$/.exec(path) ?? [];
    const [of, wanted] = index === undefined ? ['order', path] : ['line', rest ?? ''];
    const candidates = this.columns.filter((column) => column.of === of);
    const column =
      candidates.find((candidate) => candidate.path === wanted) ??
      candidates.find((candidate) => wanted.startsWith(`${candidate.path}.`));
    return { name: column?.name ?? path, lineIndex: index === undefined ? null : Number(index) };
  }

  rulesFor(currencyCode: string): CellRules {
    return { currencyCode, timeZone: this.options.timeZone };
  }

  get system(): string {
    return this.options.system;
  }

  fault(fault: FileFlaw): void {
    this.options.onFault(fault);
  }
}

interface Row {
  line: number;
  cells: readonly string[];
}

/** The rows of one order. */
class OrderRows {
  /** At most one more than an order may have. */
  private readonly rows: Row[] = [];
  private readonly flaws: FileFlaw[] = [];
  private count = 0;
  private first = 0;
  private last = 0;

  constructor(
    private readonly sheet: Sheet,
    readonly name: OrderName | null,
  ) {}

  add(record: CsvRecord): this {
    const { line, cells, problem } = record;
    this.count += 1;
    this.first ||= line;
    this.last = line;
    if (problem !== undefined) this.flaw(line, null, problem);
    else if (cells.length !== this.sheet.columns.length) this.flaw(line, null, this.wrongLength(cells));
    else if (this.name === null) this.flaw(line, 'externalId', 'it is empty');
    else this.take({ line, cells });
    return this;
  }

  /** A row beside these does not say to which order it belongs. */
  mayLack({ line, problem }: CsvRecord): this {
    const what = problem === undefined ? 'has no externalId' : 'cannot be read';
    this.flaw(this.first, null, `line ${line} ${what} and may belong to this order`);
    return this;
  }

  toOrder(): FileOrder {
    this.countLines();
    return {
      line: this.first,
      lastLine: this.last,
      rows: this.count,
      name: this.name,
      content: this.content(),
      flaws: this.flaws,
      locate: (path) => {
        const { name, lineIndex } = this.sheet.columnAt(path);
        return { line: this.rows[lineIndex ?? 0]?.line ?? this.first, field: name };
      },
    };
  }

  private take(row: Row): void {
    if (this.rows.length > MAX_LINES) return;
    this.rows.push(row);
    const [first] = this.rows;
    this.sheet.columns.forEach(({ name, of }, place) => {
      const text = row.cells[place]!;
      const before = first!.cells[place]!;
      if (of === 'line' || text === '' || text === before) return;
      this.flaw(
        row.line,
        name,
        `"${text}" differs from "${before}" on line ${first!.line}, the order's first`,
      );
    });
  }

  /** Rows that a file has lost, or that an order has gained, are seen by the number that the order says itself. */
  private countLines(): void {
    const { sheet, rows, count, first } = this;
    const text = rows[0] ? sheet.cell(rows[0].cells, LINE_COUNT) : '';
    if (text === '') return;
    if (!/^[1-9]\d{0,8}$/.test(text)) {
      const message = `"${text}" is no number of lines. Give a whole number from 1, or leave it empty`;
      return this.flaw(first, LINE_COUNT, message);
    }
    if (Number(text) === count) return;
    const message =
      `order ${this.name!.text} says that it has ${text} lines, the file has ${count} of it. ` +
      `${count < Number(text) ? CUT_OFF : 'Correct the number, or take out what does not belong to it'}`;
    sheet.fault(toFault(first, LINE_COUNT, message));
  }

  private content(): Json | undefined {
    const { sheet, rows } = this;
    this.refuseBareAmounts();
    if (this.flaws.length > 0) return undefined;
    const head = rows[0]!.cells;
    const rules = sheet.rulesFor(sheet.cell(head, 'currencyCode'));
    const fill = (target: Json, of: CsvColumn['of'], cells: readonly string[]): Json => {
      sheet.columns.forEach((column, place) => {
        if (column.of === of) putCell(target, column, cells[place]!, rules);
      });
      return target;
    };
    const order = fill({ externalId: { system: sheet.system } }, 'order', head);
    const account = order.accountExternalId as Json | undefined;
    if (account) account.system ??= (order.externalId as Json).system;
    return { ...order, lines: rows.map(({ cells }) => fill({}, 'line', cells)) };
  }

  /** Amounts are in the order's currency, which must be there then. */
  private refuseBareAmounts(): void {
    const { sheet, rows } = this;
    if (rows.length === 0 || sheet.cell(rows[0]!.cells, 'currencyCode') !== '') return;
    for (const { line, cells } of rows) {
      const amount = sheet.columns.find(({ kind }, place) => kind === 'amount' && cells[place] !== '');
      if (amount) return this.flaw(line, amount.name, 'an amount needs the currencyCode of its order');
    }
  }

  private wrongLength(cells: readonly string[]): string {
    return `the row has ${cells.length} fields, the header has ${this.sheet.columns.length}`;
  }

  private flaw(line: number, field: string | null, message: string): void {
    this.flaws.push({ line, field, code: 'VALIDATION_FAILED', message });
  }
}
