import { Entity } from 'typeorm';
import { Big, Code, Flag, Instant, Int } from '../columns';

/** How far the log has been worked into one generation of a projection. */
@Entity('projections')
export class Projection {
  @Code(30, { primary: true })
  name!: string;

  @Int({ primary: true })
  generation!: number;

  /** Everything up to here is in it, and nothing after. */
  @Big()
  position!: bigint;

  /** Whether it is the generation that is read; a rebuild makes the next one beside it. */
  @Flag()
  active!: boolean;

  @Instant()
  updatedAt!: Date;
}
