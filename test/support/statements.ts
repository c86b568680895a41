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

/** What the sequencer and the projection of bookings ask for whenever they like. */
const IN_THE_BACKGROUND =
  /FROM (event_sequence|projections|booking_entries|shipped_entries)\b|\bposition IS NULL\b/;

/** Every statement that resolvers read with while some work runs. */
export async function statementsOf<R>(database: Database, work: () => Promise<R>): Promise<Statement[]> {
  const open = database as { reader: Sql };
  const { reader } = open;
  const { sql, statements } = recordingReads(reader);
  open.reader = sql;
  try {
    await work();
  } finally {
    open.reader = reader;
  }
  return statements.filter(({ sql: text }) => !IN_THE_BACKGROUND.test(text));
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
