import mysql from 'mysql2';

/** Statements by hand: mysql2's callback API and prepared statements, without anything between. */
export function openPool(url, size) {
  const pool = mysql.createPool({ uri: url, connectionLimit: size, charset: 'utf8mb4' });
  pool.on('connection', (connection) =>
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'),
  );
  return pool;
}

export function connectionOf(pool) {
  return new Promise((resolve, reject) =>
    pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection))),
  );
}

/** Runs a prepared statement; resolves to its rows, or to the header of a write. */
export function execute(connection, sql, params) {
  return new Promise((resolve, reject) =>
    connection.execute(sql, params, (error, result) => (error ? reject(error) : resolve(result))),
  );
}

export function query(connection, sql) {
  return new Promise((resolve, reject) =>
    connection.query(sql, (error, result) => (error ? reject(error) : resolve(result))),
  );
}

const RETRYABLE = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);

/** One transaction; again from the start when the database says so. */
export async function transaction(pool, work) {
  const connection = await connectionOf(pool);
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        await query(connection, 'START TRANSACTION');
        const result = await work(connection);
        await query(connection, 'COMMIT');
        return result;
      } catch (error) {
        await query(connection, 'ROLLBACK');
        if (!RETRYABLE.has(error.code) || attempt === 10) throw error;
      }
    }
  } finally {
    connection.release();
  }
}

/** One prepared multi-row insert. The rows are objects with the columns of the first as keys. */
export function insert(connection, table, rows) {
  const columns = Object.keys(rows[0]);
  const group = `(${columns.map(() => '?').join(', ')})`;
  const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => group).join(', ')}`;
  const params = [];
  for (const row of rows) for (const column of columns) params.push(row[column]);
  return execute(connection, sql, params);
}

export const marks = (n) => new Array(n).fill('?').join(', ');
