import { Entity } from 'typeorm';
import { Big, Int } from '../columns';

/** One row, id 1: the last position that was given to an event. */
@Entity('event_sequence')
export class EventSequence {
  @Int({ primary: true })
  id!: number;

  @Big()
  lastPosition!: bigint;
}
