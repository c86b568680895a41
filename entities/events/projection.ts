import { Entity } from 'typeorm';
import { Big, Code, Flag, Instant, Int } from '../columns';

/** Progress of one generation of a projection over the log. */
@Entity('projections')
export class Projection {
  @Code(30, { primary: true })
  name!: string;

  @Int({ primary: true })
  generation!: number;

  /** It includes everything up to this position, and nothing after. */
  @Big()
  position!: bigint;

  /** Whether this generation is read; a rebuild makes the next one beside it. */
  @Flag()
  active!: boolean;

  @Instant()
  updatedAt!: Date;
}
