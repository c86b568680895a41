import type { Services } from '../../resolvers/kit/services';
import type { Database } from '../../src/persistence/database';
import { createSql, type Param, type Sql } from '../../src/persistence/sql';

export interface Statement {
  sql: string;
  params: readonly Param[];
}

/** `sql`, which notes every statement that it reads with. */
export function recordingReads(sql: Sql): { sql: Sql; statements: Statement[] } {
  const statements: Statement[] = [];
  const recording = createSql(sql.dialect, async (text, params) => {
    statements.push({ sql: text, params });
    return { rows: await sql.rows(text, params), affected: 0 };
  });
  return { sql: recording, statements };
}

/** Every statement that resolvers read with while some work runs; what runs in the background has a database of its own. */
export async function statementsOf<R>(services: Services, work: () => Promise<R>): Promise<Statement[]> {
  const open = services as { database: Database };
  const { database } = open;
  const { sql, statements } = recordingReads(database.reader);
  const reader = Object.assign(sql, { until: () => sql });
  open.database = Object.create(database, { reader: { value: reader } }) as Database;
  try {
    await work();
  } finally {
    open.database = database;
  }
  return statements;
}

/** The indexes of a table by name, keys included: their columns in order. */
export async function indexesOf(sql: Sql, table: string): Promise<Map<string, string[]>> {
  const rows = await sql.rows<{ name: string; column: string }>(
    sql.dialect === 'mysql'
      ? `SELECT s.index_name AS name, s.column_name AS \`column\` FROM information_schema.statistics s
         WHERE s.table_schema = DATABASE() AND s.table_name = ? ORDER BY s.index_name, s.seq_in_index`
      : `SELECT l.name AS name, i.name AS "column" FROM pragma_index_list(?) l JOIN pragma_index_info(l.name) i
         ORDER BY l.name, i.seqno`,
    [table],
  );
  const indexes = new Map<string, string[]>();
  for (const { name, column } of rows) indexes.set(name, [...(indexes.get(name) ?? []), column]);
  return indexes;
}

/** How many rows some work makes MariaDB read in a transaction; the embedded database does not say. */
export async function rowsRead(sql: Sql, work: () => Promise<unknown>): Promise<number> {
  const counter = async (): Promise<number> => {
    const rows = await sql.rows<{ Value: string }>("SHOW SESSION STATUS LIKE 'Handler_read%'");
    return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
  };
  const before = await counter();
  await work();
  return (await counter()) - before;
}

/** One step of how the database reads a table. */
export interface PlanStep {
  /** The table, or the alias that the statement gives it. */
  table: string;
  /** Name of the index that the rows are found by; null for none, which means all rows. */
  index: string | null;
  /** The rows are sorted after they have been read. */
  sorted: boolean;
}

/** How the database would run a statement, innermost steps included. */
export async function planOf(sql: Sql, statement: Statement): Promise<PlanStep[]> {
  return sql.dialect === 'mysql' ? mysqlPlan(sql, statement) : sqlitePlan(sql, statement);
}

interface ExplainRow {
  table: string | null;
  key: string | null;
  Extra: string | null;
}

async function mysqlPlan(sql: Sql, { sql: text, params }: Statement): Promise<PlanStep[]> {
  const rows = await sql.rows<ExplainRow>(`EXPLAIN ${text}`, params);
  return rows
    .filter(({ table }) => table !== null)
    .map(({ table, key, Extra }) => ({ table: table!, index: key, sorted: /filesort/.test(Extra ?? '') }));
}

/** `SEARCH t USING COVERING INDEX name (…)`, `SCAN t`; a sort follows the steps whose rows it sorts. */
const STEP = /^(?:SCAN|SEARCH) (\w+)(?: USING (?:AUTOMATIC )?(?:PARTIAL )?(?:COVERING )?INDEX (\w+))?/;

async function sqlitePlan(sql: Sql, { sql: text, params }: Statement): Promise<PlanStep[]> {
  const rows = await sql.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, params);
  const steps: PlanStep[] = [];
  for (const { detail } of rows) {
    const [, table, index] = STEP.exec(detail) ?? [];
    if (table) steps.push({ table, index: index ?? null, sorted: false });
    else if (/TEMP B-TREE FOR ORDER BY/.test(detail)) steps.at(-1)!.sorted = true;
  }
  return steps;
}
