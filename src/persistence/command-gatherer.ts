import type { Command } from './commands';
import { WaitingLine } from './waiting-line';

export interface GatheringOptions {
  /** Commands in one unit of work, at most. */
  size: number;
  /** Units of one use case at the same time. */
  lanes: number;
  /** When no lane has become free for so long, in milliseconds, what waits gets one more. */
  waitMs: number;
}

interface Waiting<I, A> {
  command: Command<I>;
  resolve: (answer: A) => void;
  reject: (error: unknown) => void;
}

/** Runs a list of commands, in one unit of work if it can; what came of each, in their order. */
export type RunTogether<I, A> = (commands: readonly Command<I>[]) => Promise<PromiseSettledResult<A>[]>;

/**
 * Puts the single commands of many clients into common units of work. A command that finds a free lane starts at once; while all
 * lanes work, those that come gather for the next unit.
 */
export class CommandGatherer<I, A> {
  private readonly line = new WaitingLine<Waiting<I, A>>();
  private working = 0;
  private timer: NodeJS.Timeout | undefined;
  private lastStart = 0;

  constructor(
    private readonly options: GatheringOptions,
    private readonly sharedBy: (input: I) => string,
    private readonly runTogether: RunTogether<I, A>,
  ) {}

  submit(command: Command<I>): Promise<A> {
    return new Promise((resolve, reject) => {
      this.line.add(this.sharedBy(command.input), { command, resolve, reject });
      this.startLanes();
    });
  }

  private startLanes(): void {
    while (this.working < this.options.lanes && this.startLane());
    if (this.line.length > 0) this.timer ??= setTimeout(() => this.startLate(), this.options.waitMs).unref();
  }

  /** All lanes have been busy for long, as when they wait for a lock. */
  private startLate(): void {
    this.timer = undefined;
    if (performance.now() - this.lastStart >= this.options.waitMs) this.startLane();
    this.startLanes();
  }

  private startLane(): boolean {
    const { items, shares } = this.line.take(this.options.size);
    if (items.length === 0) return false;
    this.working += 1;
    this.lastStart = performance.now();
    void this.work(items).finally(() => {
      this.working -= 1;
      this.line.done(shares);
      this.startLanes();
    });
    return true;
  }

  private async work(items: readonly Waiting<I, A>[]): Promise<void> {
    try {
      const outcomes = await this.runTogether(items.map(({ command }) => command));
      outcomes.forEach((outcome, i) => {
        if (outcome.status === 'fulfilled') items[i]!.resolve(outcome.value);
        else items[i]!.reject(outcome.reason);
      });
    } catch (error) {
      for (const { reject } of items) reject(error);
    }
  }
}
