import type { Database } from '../persistence/database';
import type { Clock } from '../shared/clock';
import type { CommandRunner } from './command-runner';

/** What chores work with; a part of the server's services. One that runs a use case asks for that besides. */
export interface ChoreServices {
  readonly database: Database;
  readonly runner: CommandRunner;
  readonly clock: Clock;
}

/** Something that has to be tidied now and then, whoever does it; any number of servers may at the same time. */
export interface Chore {
  /** For people. */
  readonly name: string;
  /** How many things one call tidies, at most or about. A call that tidies as many is followed by another one. */
  readonly atOnce: number;
  /** Tidies in one transaction; how many things it were. */
  tidy(services: ChoreServices): Promise<number>;
}
