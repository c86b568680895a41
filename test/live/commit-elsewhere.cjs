'use strict';

/** Commits one event to the database of a test and tells nobody: `commit-elsewhere.cjs OPTIONS ID AGGREGATE_ID`. */
const [options, id, aggregateId] = [JSON.parse(process.argv[2]), ...process.argv.slice(3)];
const columns =
  'id, position, type, schema_version, aggregate_type, aggregate_id, aggregate_version, occurred_at, recorded_at, actor_id, command_id, order_id, data';
const insert = `INSERT INTO events (${columns}) VALUES (${columns.replace(/\w+/g, '?')})`;
const now = Date.now();
const values = [id, -now, 'OrderPlaced', 1, 'Order', aggregateId, 1, now, now, id, id, aggregateId, '{}'];

async function main() {
  if (options.kind === 'sqlite') {
    const Database = require('libsql');
    const database = new Database(options.file, { timeout: 60_000 });
    database.prepare(insert).run(values);
    database.close();
  } else {
    const connection = await require('mysql2/promise').createConnection(options.url);
    await connection.query(insert, values);
    await connection.end();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
