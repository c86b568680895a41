import type { Services } from '../../resolvers/kit/services';
import { systemActor } from '../auth/actor';
import type { UseCase } from '../commands/commands';
import { chunks } from '../persistence/sql';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { fakersOf, type FakerFor } from './random';

export interface DemoOptions {
  /** The same seed and anchor make the same company. */
  seed: number;
  /** The history ends at this moment. */
  anchor: Date;
}

/** A command of the demo company: its key makes it safe to run again after an interruption. */
export interface DemoCommand<I> {
  key: string;
  input: I;
  at: Date;
}

const COMMANDS_PER_UNIT = 100;

/** Carries out the demo company's commands through the same use cases as everyone's. */
export class DemoRun {
  private constructor(
    readonly services: Services,
    readonly options: DemoOptions,
    readonly faker: FakerFor,
  ) {}

  static async open(services: Services, options: DemoOptions): Promise<DemoRun> {
    return new DemoRun(services, options, await fakersOf(options.seed));
  }

  /** Results in the order of the commands; null for one that its rules refused, as when stock ran short. Anything else ends the run. */
  async run<I, R>(useCase: UseCase<I, R>, commands: readonly DemoCommand<I>[]): Promise<(R | null)[]> {
    const results: (R | null)[] = [];
    for (const part of chunks(commands, COMMANDS_PER_UNIT)) {
      const answers = await this.services.runner.runAll(
        useCase,
        part.map(({ key, input, at }) => ({
          id: newId(),
          actor: systemActor,
          idempotencyKey: `demo:${key}`,
          input,
          occurredAt: at,
        })),
      );
      for (const answer of answers) results.push(answer.ok ? answer.result : refused(answer.error));
    }
    return results;
  }

  /** As `run`, for what nothing can refuse. */
  async mustRun<I, R>(useCase: UseCase<I, R>, commands: readonly DemoCommand<I>[]): Promise<R[]> {
    const results = await this.run(useCase, commands);
    const failed = results.indexOf(null);
    if (failed >= 0)
      throw new Error(`the demo command ${commands[failed]!.key} of ${useCase.name} was refused`);
    return results as R[];
  }
}

const EXPECTED = new Set(['INSUFFICIENT_STOCK', 'ORDER_ON_HOLD']);

function refused(error: DomainError): null {
  if (EXPECTED.has(error.code)) return null;
  throw error;
}
