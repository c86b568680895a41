import { num, type RawInteger } from '../persistence/values';
import type { UnitOfWork } from '../commands/unit-of-work';

const BLOCK = 500;

/**
 * Human-readable numbers, unique over all processes. Each process takes blocks from the database, so numbers have gaps and do
 * not tell the order of events. A block is this process's own only once the transaction that took it has committed.
 */
export class NumberSequence {
  private free: { next: number; end: number }[] = [];

  constructor(
    private readonly name: 'order' | 'shipment',
    private readonly prefix: string,
  ) {}

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
    return numbers.map((value) => `${this.prefix}${value}`);
  }

  private async takeBlock(uow: UnitOfWork, count: number): Promise<number[]> {
    const size = count + BLOCK;
    await uow.sql.execute('UPDATE number_sequences SET next_value = next_value + ? WHERE name = ?', [
      size,
      this.name,
    ]);
    const [row] = await uow.sql.rows<{ next_value: RawInteger }>(
      'SELECT next_value FROM number_sequences WHERE name = ?',
      [this.name],
    );
    const end = num(row?.next_value);
    const start = end - size;
    uow.onCommit(() => this.free.push({ next: start + count, end }));
    return Array.from({ length: count }, (_, i) => start + i);
  }
}
