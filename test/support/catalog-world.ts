import { Currency } from '../../entities/accounts/currency';
import { systemActor, type Actor } from '../../src/auth/actor';
import { Permission } from '../../src/auth/permissions';
import type { Role } from '../../src/auth/roles';
import { catalogUseCases } from '../../src/catalog/use-cases';
import { CommandRunner } from '../../src/commands/command-runner';
import type { Command, UseCase } from '../../src/commands/commands';
import type { Database } from '../../src/persistence/database';
import { newId } from '../../src/shared/ids';
import { createTestDatabase } from './databases';

/** Somebody who may do everything, and whose changes need the expected version. */
export const clerk: Actor = {
  principalId: 'CLERK000000000000000000001',
  kind: 'USER',
  name: 'clerk',
  roles: ['ADMIN' as Role],
  permissions: new Set(Object.values(Permission)),
  scope: { all: true },
};

export interface StoredEvent {
  type: string;
  aggregateType: string;
  aggregateVersion: number;
  commandId: string;
  data: Record<string, never>;
}

/** A database with currencies, and the catalog's use cases on it. */
export class CatalogWorld {
  readonly useCases = catalogUseCases();
  readonly runner: CommandRunner;

  private constructor(
    readonly database: Database,
    readonly drop: () => Promise<void>,
  ) {
    this.runner = new CommandRunner({ database, clock: { now: () => new Date('2026-03-15T10:00:00Z') } });
  }

  static async create(): Promise<CatalogWorld> {
    const { database, drop } = await createTestDatabase();
    const currencies = [
      { code: 'USD', name: 'US dollar', fractionDigits: 2 },
      { code: 'EUR', name: 'Euro', fractionDigits: 2 },
    ];
    const known = await database.reader.select(Currency);
    const missing = currencies.filter(({ code }) => !known.some((currency) => currency.code === code));
    await database.transaction((sql) => sql.insert(Currency, missing));
    return new CatalogWorld(database, drop);
  }

  command<I>(input: I, over: Partial<Command<I>> = {}): Command<I> {
    return {
      id: newId(),
      actor: clerk,
      idempotencyKey: newId(),
      occurredAt: new Date('2026-03-15T09:00:00Z'),
      input,
      ...over,
    };
  }

  async run<I, R>(useCase: UseCase<I, R>, input: I, over: Partial<Command<I>> = {}): Promise<R> {
    return (await this.runner.run(useCase, this.command(input, over))).result;
  }

  /** As the importers do it: without versions and keys, all in one transaction. */
  load<I, R>(useCase: UseCase<I, R>, inputs: readonly I[]) {
    const commands = inputs.map((input) => this.command(input, { actor: systemActor, idempotencyKey: null }));
    return this.runner.runAll(useCase, commands);
  }

  async eventsOf(aggregateId: string): Promise<StoredEvent[]> {
    const rows = await this.database.reader.rows<StoredEvent & { data: unknown }>(
      `SELECT type, aggregate_type AS "aggregateType", aggregate_version AS "aggregateVersion", command_id AS "commandId", data
       FROM events WHERE aggregate_id = ? ORDER BY aggregate_version`,
      [aggregateId],
    );
    return rows.map((row) => ({
      ...row,
      aggregateVersion: Number(row.aggregateVersion),
      data: JSON.parse(String(row.data)) as StoredEvent['data'],
    }));
  }
}
