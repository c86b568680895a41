import { CommandRunner, type Answer } from '../../../src/commands/command-runner';
import type { Command } from '../../../src/commands/commands';
import type { OrderResult, PlaceOrderInput } from '../../../src/orders/order-inputs';
import type { Database } from '../../../src/persistence/database';
import { outcomeUnknown } from '../../../src/persistence/unavailable';
import { newId } from '../../../src/shared/ids';
import { OrderWorld } from '../../support/order-fixtures';

type Place = Command<PlaceOrderInput>;
/** What happens to the commit of a transaction: its answer comes, is lost, or it does not reach the database. */
type Commit = 'ANSWERED' | 'DONE_UNHEARD' | 'NEVER_SENT';

let world: OrderWorld;

beforeAll(async () => {
  world = await OrderWorld.create();
  await world.products({ A: 10, FEW: 10 });
  await world.receive(await world.location('EAST'), { A: 100_000, FEW: 5 });
});
afterAll(() => world.drop());

/** A runner whose transactions end so, one after the other; the later ones are answered. */
function runnerWhose(commits: Commit[], before?: (transaction: number) => Promise<void>) {
  let transactions = 0;
  const transaction: Database['transaction'] = async (work) => {
    const commit = commits[transactions++] ?? 'ANSWERED';
    await before?.(transactions);
    const lost = outcomeUnknown(new Error('lost'));
    const result = await world.database.transaction(async (sql) => {
      const worked = await work(sql);
      if (commit === 'NEVER_SENT') throw lost;
      return worked;
    });
    if (commit === 'DONE_UNHEARD') throw lost;
    return result;
  };
  const database = Object.create(world.database, { transaction: { value: transaction } }) as Database;
  const runner = new CommandRunner({ database, clock: { now: () => new Date('2026-03-16T10:00:00Z') } });
  return {
    runAll: (commands: readonly Place[]) => runner.runAll(world.useCases.orders.placeOrder, commands),
    transactions: () => transactions,
  };
}

const placing = (quantity: number, over: Partial<Place> = {}, sku = 'A'): Place =>
  world.command(world.orderOf({ lines: [{ sku, quantity }] }), { idempotencyKey: newId(), ...over });
const said = (answers: readonly Answer<OrderResult>[]) =>
  answers.map((answer) => (answer.ok ? 'OK' : answer.error.code));

describe('a unit of which nobody knows whether it was committed', () => {
  it.each<Commit>(['DONE_UNHEARD', 'NEVER_SENT'])(
    'is looked up by its keys and carried out once (%s)',
    async (commit) => {
      const before = await world.count('orders');
      const { runAll, transactions } = runnerWhose([commit]);
      const answers = await runAll([placing(1), placing(2), placing(0)]);
      expect(said(answers)).toEqual(['OK', 'OK', 'INVALID_QUANTITY']);
      expect(transactions()).toBe(2);
      expect(await world.count('orders')).toBe(before + 2);
      expect(await world.violations()).toEqual([]);
    },
  );

  it('is never run again when one of its commands has no key', async () => {
    const before = await world.count('orders');
    const { runAll, transactions } = runnerWhose(['DONE_UNHEARD']);
    await expect(runAll([placing(1), placing(1, { idempotencyKey: null })])).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
    expect(transactions()).toBe(1);
    expect(await world.count('orders')).toBe(before + 2);
  });

  it('stays unknown when it does not get through; the same key then gives the one order', async () => {
    const before = await world.count('orders');
    const command = placing(1);
    const { runAll, transactions } = runnerWhose(['NEVER_SENT', 'NEVER_SENT', 'DONE_UNHEARD']);
    await expect(runAll([command])).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(transactions()).toBe(3);
    expect(
      await world.runner.runAll(world.useCases.orders.placeOrder, [{ ...command, id: newId() }]),
    ).toMatchObject([{ ok: true, replayed: true }]);
    expect(await world.count('orders')).toBe(before + 1);
  });

  it('stays unknown when it would be refused now: the first commit may still be on its way', async () => {
    const takesAll = async (transaction: number): Promise<void> => {
      if (transaction === 2) await world.place({ lines: [{ sku: 'FEW', quantity: 5 }] });
    };
    const { runAll } = runnerWhose(['NEVER_SENT'], takesAll);
    const answers = await runAll([placing(3, {}, 'FEW'), placing(0), placing(1)]);
    expect(said(answers)).toEqual(['OUTCOME_UNKNOWN', 'INVALID_QUANTITY', 'OK']);
  });

  it('stays unknown when the database is lost afterwards', async () => {
    const gone = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    const { runAll } = runnerWhose(['DONE_UNHEARD'], (transaction) =>
      transaction === 2 ? Promise.reject(gone) : Promise.resolve(),
    );
    await expect(runAll([placing(1)])).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });
});
