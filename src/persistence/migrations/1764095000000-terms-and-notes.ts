import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn, enumeration, nullable, varchar, withDefault } from './ddl';

/** Roles of customers, in every order in which a principal may have them. */
const OF_CUSTOMERS = ['["BUYER"]', '["PARTNER"]', '["BUYER","PARTNER"]', '["PARTNER","BUYER"]'];

/** The delivery term of an account, and who may read a note: what customers wrote themselves stays visible to them. */
export class TermsAndNotes1764095000000 implements MigrationInterface {
  readonly name = 'TermsAndNotes1764095000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'accounts', 'incoterm', nullable(varchar(3)));
    await addColumn(queryRunner, 'order_notes', 'visibility', withDefault(enumeration(), 'INTERNAL'));
    const roles = OF_CUSTOMERS.map((list) => `'${list}'`).join(', ');
    await queryRunner.query(
      `UPDATE order_notes SET visibility = 'PUBLIC' WHERE created_by IN (SELECT id FROM principals WHERE roles IN (${roles}))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'order_notes', 'visibility');
    await dropColumn(queryRunner, 'accounts', 'incoterm');
  }
}
