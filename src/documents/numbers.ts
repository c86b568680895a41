import { NumberSequence as NumberRow } from '../../entities/events/number-sequence';
import type { UnitOfWork } from '../commands/unit-of-work';
import { num, type RawInteger } from '../persistence/values';

/** Numbers of one kind of document. */
export interface NumberSeries {
  /** Of its row in `number_sequences`, which it makes by itself: at most 30 characters. */
  readonly name: string;
  /** What stands before each number. */
  readonly prefix: string;
}

const FIRST_NUMBER = 100_001;
const BLOCK = 500;

/**
 * Human-readable numbers, unique over all processes. Each process takes blocks from the database, so numbers have gaps and do
 * not tell the order of events. A block is this process's own only once the transaction that took it has committed.
 */
export class NumberSequence {
  private free: { next: number; end: number }[] = [];

  constructor(private readonly series: NumberSeries) {}

  /** `count` numbers, none ever given before. */
  async take(uow: UnitOfWork, count: number): Promise<string[]> {
    const numbers: number[] = [];
    while (numbers.length < count && this.free.length > 0) {
      const block = this.free[0]!;
      numbers.push(block.next++);
      if (block.next === block.end) this.free.shift();
    }
    const missing = count - numbers.length;
    if (missing > 0) numbers.push(...(await this.takeBlock(uow, missing)));
    return numbers.map((value) => `${this.series.prefix}${value}`);
  }

  private async takeBlock(uow: UnitOfWork, count: number): Promise<number[]> {
    const size = count + BLOCK;
    const { name } = this.series;
    const update = 'UPDATE number_sequences SET next_value = next_value + ? WHERE name = ?';
    if ((await uow.sql.execute(update, [size, name])) === 0) {
      await uow.sql.insert(NumberRow, [{ name, nextValue: BigInt(FIRST_NUMBER + size) }]);
    }
    const [row] = await uow.sql.rows<{ next_value: RawInteger }>(
      'SELECT next_value FROM number_sequences WHERE name = ?',
      [name],
    );
    const end = num(row?.next_value);
    const start = end - size;
    uow.onCommit(() => this.free.push({ next: start + count, end }));
    return Array.from({ length: count }, (_, i) => start + i);
  }
}

/** The sequences of some series, each once. */
export class NumberSequences {
  private readonly sequences = new Map<string, NumberSequence>();

  /** Throws when two series have the same name, and so the same numbers. */
  constructor(series: readonly NumberSeries[]) {
    for (const each of series) {
      if (this.sequences.has(each.name)) throw new Error(`There are two series of numbers "${each.name}"`);
      this.sequences.set(each.name, new NumberSequence(each));
    }
  }

  /** Throws for a series that no area lists. */
  of({ name }: NumberSeries): NumberSequence {
    const sequence = this.sequences.get(name);
    if (!sequence) throw new Error(`No area lists the series of numbers "${name}"`);
    return sequence;
  }
}
