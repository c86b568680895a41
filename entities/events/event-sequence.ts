import { Entity } from 'typeorm';
import { Big, Code, Int } from '../columns';

/** One row, id 1: the last position that was given to an event, and the lease of the sequencer that gives the next one. */
@Entity('event_sequence')
export class EventSequence {
  @Int({ primary: true })
  id!: number;

  @Big()
  lastPosition!: bigint;

  /** Fencing term: rises with each holder of the lease. A holder of an older term can write nothing. */
  @Big()
  term!: bigint;

  /** Rises with every action of the holder; another server takes over a lease whose beat stands still. */
  @Big()
  beat!: bigint;

  /** The sequencer that holds the lease, and its process if that is identified; null when the lease was released. */
  @Code(120, { nullable: true })
  holder!: string | null;

  /** Changes when a backup is restored (`orderwire restored`): positions of another epoch belong to another log. */
  @Code(20)
  logEpoch!: string;
}
