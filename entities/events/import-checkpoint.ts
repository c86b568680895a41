import { Entity } from 'typeorm';
import { Code, Instant, Int } from '../columns';

/** Progress of an import, so that it can continue after an interruption. */
@Entity('import_checkpoints')
export class ImportCheckpoint {
  /** Key of the source. */
  @Code(190, { primary: true })
  id!: string;

  @Code(60)
  step!: string;

  /** Rows done of the step. */
  @Int()
  done!: number;

  @Instant()
  updatedAt!: Date;
}
