import { Entity } from 'typeorm';
import { Big, Code, Int } from '../columns';

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

  /** The sequencer that holds the lease, and its process where that has a name; null when it was given back. */
  @Code(120, { nullable: true })
  holder!: string | null;

  /** Another one since a backup was restored (`orderwire restored`): positions of another epoch are of another log. */
  @Code(20)
  logEpoch!: string;
}
