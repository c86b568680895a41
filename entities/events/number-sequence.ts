import { Entity } from 'typeorm';
import { Big, Code } from '../columns';

/** The next free human-readable number of one kind of document. */
@Entity('number_sequences')
export class NumberSequence {
  @Code(30, { primary: true })
  name!: string;

  @Big()
  nextValue!: bigint;
}
