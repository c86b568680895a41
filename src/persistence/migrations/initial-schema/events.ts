import { autoIncrement, bigint, id, instant, int, longText, nullable, varchar, type TableDef } from '../ddl';

export const eventTables: readonly TableDef[] = [
  {
    name: 'events',
    columns: {
      seq: autoIncrement(),
      id: id(),
      position: nullable(bigint()),
      type: varchar(60),
      schema_version: int(),
      aggregate_type: varchar(30),
      aggregate_id: varchar(100),
      aggregate_version: int(),
      occurred_at: instant(),
      recorded_at: instant(),
      actor_id: id(),
      command_id: id(),
      order_id: nullable(id()),
      account_id: nullable(id()),
      territory_id: nullable(id()),
      rep_id: nullable(id()),
      sku: nullable(varchar(64)),
      location_id: nullable(id()),
      data: longText(),
    },
    primaryKey: ['seq'],
    unique: [['id'], ['position'], ['aggregate_type', 'aggregate_id', 'aggregate_version']],
    indexes: [['order_id', 'position']],
  },
  {
    name: 'event_sequence',
    columns: { id: int(), last_position: bigint() },
    primaryKey: ['id'],
  },
  {
    name: 'idempotency_records',
    columns: {
      principal_id: id(),
      mutation: varchar(60),
      idempotency_key: varchar(100),
      input_hash: varchar(64),
      outcome: longText(),
      created_at: instant(),
    },
    primaryKey: ['principal_id', 'mutation', 'idempotency_key'],
    indexes: [['created_at']],
  },
  {
    name: 'number_sequences',
    columns: { name: varchar(30), next_value: bigint() },
    primaryKey: ['name'],
  },
  {
    name: 'import_checkpoints',
    columns: { id: varchar(190), step: varchar(60), done: int(), updated_at: instant() },
    primaryKey: ['id'],
  },
];
