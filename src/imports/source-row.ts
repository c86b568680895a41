import { isDay } from '../shared/clock';
import { invalidInput } from '../shared/invalid-input';
import { parseDecimal } from '../shared/money';
import type { CsvRow } from './csv-rows';

/** A row of a source table with typed access to its columns. A value that does not fit throws `VALIDATION_FAILED`, naming the column. */
export class SourceRow {
  constructor(
    readonly table: string,
    private readonly row: CsvRow,
  ) {}

  /** `Customer.csv line 12`, for reports. */
  get where(): string {
    return `${this.table} line ${this.row.line}`;
  }

  /** The texts by column, as they stand. */
  get values(): Readonly<Record<string, string>> {
    return this.row.values;
  }

  /** The text of a column; null where it is empty. */
  optional(column: string): string | null {
    const value = this.row.values[column];
    if (value === undefined) throw invalidInput(column, 'column', `${this.table} has no such column`);
    return value === '' ? null : value;
  }

  text(column: string): string {
    const value = this.optional(column);
    if (value === null) throw invalidInput(column, 'required', 'it is empty');
    return value;
  }

  int(column: string): number {
    const text = this.text(column);
    if (!/^-?\d{1,9}$/.test(text)) throw invalidInput(column, 'integer', `"${text}" is not a whole number`);
    return Number(text);
  }

  optionalInt(column: string): number | null {
    return this.optional(column) === null ? null : this.int(column);
  }

  /** `true` or `1`. */
  flag(column: string): boolean {
    return ['true', '1'].includes(this.text(column));
  }

  /** A decimal number, scaled by `digits` decimals. */
  decimal(column: string, digits: number): bigint {
    const text = this.text(column);
    const value = parseDecimal(text, digits);
    if (value === null)
      throw invalidInput(column, 'decimal', `"${text}" is not a number with at most ${digits} decimals`);
    return value;
  }

  /** The day of a date or timestamp, `YYYY-MM-DD`. */
  day(column: string): string {
    const text = this.text(column);
    const day = text.slice(0, 10);
    const time = text.slice(10);
    if (!isDay(day) || !/^([ T][\d:.]+Z?)?$/.test(time)) {
      throw invalidInput(column, 'day', `"${text}" does not begin with a day of the form YYYY-MM-DD`);
    }
    return day;
  }

  optionalDay(column: string): string | null {
    return this.optional(column) === null ? null : this.day(column);
  }
}
