import { Entity } from 'typeorm';
import { Big, Int, Ref } from '../columns';

/** One row, id 1: the last position that was given to an event, and the lease of the sequencer that gives the next one. */
@Entity('event_sequence')
export class EventSequence {
  @Int({ primary: true })
  id!: number;

  @Big()
  lastPosition!: bigint;

  /** Fencing term: one more for each holder of the lease. Whoever has an older one can write nothing. */
  @Big()
  term!: bigint;

  /** Rises with everything that the holder does; a lease whose beat stands still is taken over. */
  @Big()
  beat!: bigint;

  /** Id of the sequencer that holds the lease; null when it was given back. */
  @Ref({ nullable: true })
  holder!: string | null;
}
