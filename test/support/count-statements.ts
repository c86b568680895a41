import type { UseCase } from '../../src/commands/commands';
import type { Sql } from '../../src/persistence/sql';
import type { UnitOfWork } from '../../src/commands/unit-of-work';

const CALLS: readonly (keyof Sql)[] = [
  'rows',
  'execute',
  'select',
  'selectForUpdate',
  'insert',
  'updateRows',
];

/** Counts what a use case asks the database for, until `stop`; an insert or update of many rows counts as one. */
export function countStatements<I, R>(useCase: UseCase<I, R>): { stop(): number } {
  const { execute } = useCase;
  let statements = 0;
  const counting = (sql: Sql): Sql =>
    new Proxy(sql, {
      get(target, property: keyof Sql) {
        const value: unknown = target[property];
        if (typeof value !== 'function') return value;
        if (CALLS.includes(property)) statements += 1;
        return (value as (...args: unknown[]) => unknown).bind(target);
      },
    });
  useCase.execute = (uow, commands) => {
    const counted = Object.create(uow, { sql: { value: counting(uow.sql) } }) as UnitOfWork;
    return execute.call(useCase, counted, commands);
  };
  return {
    stop() {
      useCase.execute = execute;
      return statements;
    },
  };
}
