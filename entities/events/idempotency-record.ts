import { Entity } from 'typeorm';
import { Code, Instant, Json, Ref } from '../columns';

/** The result of a successful command, returned again when the command is repeated. */
@Entity('idempotency_records')
export class IdempotencyRecord {
  @Ref({ primary: true })
  principalId!: string;

  @Code(60, { primary: true })
  mutation!: string;

  @Code(100, { primary: true })
  idempotencyKey!: string;

  /** SHA-256 of the canonical input, in hexadecimal. */
  @Code(64)
  inputHash!: string;

  @Json()
  outcome!: unknown;

  @Instant()
  createdAt!: Date;
}
