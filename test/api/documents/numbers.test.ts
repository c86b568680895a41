import { NumberSequence, type NumberSeries } from '../../../src/documents/numbers';
import { CommandRunner } from '../../../src/commands/command-runner';
import { succeed, type UseCase } from '../../../src/commands/commands';
import { systemClock } from '../../../src/shared/clock';
import { createTestDatabase, type TestDatabase } from '../../support/databases';
import { commandOf } from '../../support/stock';

const SERIES: NumberSeries = { name: 'quote', prefix: 'Q-' };

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** A process that takes numbers of its own sequence. */
function takerOf(series: NumberSeries) {
  const sequence = new NumberSequence(series);
  const runner = new CommandRunner({ database: db.database, clock: systemClock });
  const take: UseCase<number, string[]> = {
    name: 'take',
    async execute(uow, commands) {
      const counts = commands.map(({ input }) => input);
      const numbers = await sequence.take(
        uow,
        counts.reduce((sum, count) => sum + count, 0),
      );
      return counts.map((count) => succeed(numbers.splice(0, count)));
    },
  };
  return async (count: number) => (await runner.run(take, commandOf(count))).result;
}

describe('a new series of numbers', () => {
  it('makes its own row, and begins as every series does', async () => {
    const take = takerOf(SERIES);
    expect(await take(2)).toEqual(['Q-100001', 'Q-100002']);
    expect(await take(1)).toEqual(['Q-100003']);
    const rows = await db.database.reader.rows<{ next_value: unknown }>(
      "SELECT next_value FROM number_sequences WHERE name = 'quote'",
    );
    expect(rows).toHaveLength(1);
  });

  it('gives no number twice to processes that begin it at the same time', async () => {
    const takers = Array.from({ length: 4 }, () => takerOf({ name: 'invoice', prefix: 'I-' }));
    const numbers = (await Promise.all(takers.flatMap((take) => [take(3), take(5)]))).flat();
    expect(new Set(numbers).size).toBe(32);
    expect(numbers.every((number) => /^I-\d{6}$/.test(number))).toBe(true);
  });
});
