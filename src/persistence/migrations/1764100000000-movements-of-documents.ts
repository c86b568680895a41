import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createIndex, dropColumn, dropIndex, id as ulid, isMysql, nullable } from './ddl';

const TABLES = ['inventory_movements', 'reservations'];
const OWNER = ['account_id', 'territory_id', 'rep_id'];
const INDEXES = OWNER.map((column) => [column, 'id']);
/** Movements that one statement fills. On MariaDB each is a transaction of its own. */
const CHUNK = 5_000;

/** What movements refer to, and where its owner stands: in the order `o` of the row whose id it is. */
const REFERENCES = [
  { type: 'Order', from: 'orders o', id: 'o.id' },
  { type: 'Shipment', from: 'shipments s JOIN orders o ON o.id = s.order_id', id: 's.id' },
];

/**
 * Movements carry whose document caused them, so that who sees the document sees its movements, whatever document it is, and finds
 * them by an index. Movements that are there get the owner of their order now; reservations and the company's own movements
 * have none. What an interrupted run has filled is not filled again.
 */
export class MovementsOfDocuments1764100000000 implements MigrationInterface {
  readonly name = 'MovementsOfDocuments1764100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      for (const column of OWNER) await addColumn(queryRunner, table, column, nullable(ulid()));
    await fillOwners(queryRunner);
    for (const columns of INDEXES) await createIndex(queryRunner, 'inventory_movements', columns);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const columns of INDEXES) await dropIndex(queryRunner, 'inventory_movements', columns);
    for (const table of TABLES) for (const column of OWNER) await dropColumn(queryRunner, table, column);
  }
}

async function fillOwners(queryRunner: QueryRunner): Promise<void> {
  for (let after = ''; ;) {
    const [part] = (await queryRunner.query(
      `SELECT MAX(id) AS last_id FROM (SELECT id FROM inventory_movements WHERE id > ? ORDER BY id LIMIT ${CHUNK}) part`,
      [after],
    )) as [{ last_id: string | null }];
    if (part.last_id === null) return;
    for (const reference of REFERENCES)
      await queryRunner.query(fillSql(reference, isMysql(queryRunner)), [after, part.last_id]);
    after = part.last_id;
  }
}

/** UPDATE of the movements with ids after one and up to another that have no owner yet. */
function fillSql({ type, from, id }: (typeof REFERENCES)[number], mysql: boolean): string {
  const wanted = `m.id > ? AND m.id <= ? AND m.reference_type = '${type}' AND m.account_id IS NULL`;
  if (!mysql) {
    const sets = OWNER.map((column) => `${column} = o.${column}`).join(', ');
    return `UPDATE inventory_movements AS m SET ${sets} FROM ${from} WHERE ${id} = m.reference_id AND ${wanted}`;
  }
  const sets = OWNER.map((column) => `m.${column} = o.${column}`).join(', ');
  // The reference as ids are declared: MariaDB would convert the ids otherwise, and use no index.
  const on = `${id} = CONVERT(m.reference_id USING ascii)`;
  return `UPDATE inventory_movements m JOIN (${from}) ON ${on} SET ${sets} WHERE ${wanted}`;
}
