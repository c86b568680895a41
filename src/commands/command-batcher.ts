import type { Command, Batching } from './commands';
import { WaitingLine } from './waiting-line';

export interface BatchingOptions {
  /** Commands in one unit of work, at most. */
  size: number;
  /** Units of one use case at the same time. */
  lanes: number;
  /** How long, in milliseconds, a free lane waits for company from as many clients as there were of late. */
  lingerMs: number;
  /** When no lane has become free for so long, in milliseconds, what waits gets one more. */
  waitMs: number;
}

/** By how much the number of clients is taken to have fallen since the unit before. */
const DECAY = 0.9;

interface Waiting<I, A> {
  command: Command<I>;
  resolve: (answer: A) => void;
  reject: (error: unknown) => void;
}

/** Runs a list of commands, in one unit of work if it can; what came of each, in their order. */
export type RunTogether<I, A> = (commands: readonly Command<I>[]) => Promise<PromiseSettledResult<A>[]>;

/**
 * Puts the single commands of many clients into common units of work. A command that comes alone starts at once. Where there are
 * many clients, a free lane waits until its share of their commands is there: clients that were answered together come back one
 * after the other, and the first of them would otherwise get a unit to itself (`bench/README.md`).
 */
export class CommandBatcher<I, A> {
  private readonly line = new WaitingLine<Waiting<I, A>>();
  private working = 0;
  private inWork = 0;
  /** How many commands were there at the same time, of late. */
  private clients = 0;
  private late: NodeJS.Timeout | undefined;
  private lingering: NodeJS.Timeout | undefined;
  private lastStart = 0;
  private lastEnd = -Infinity;

  constructor(
    private readonly options: BatchingOptions,
    private readonly batching: Batching<I>,
    private readonly runTogether: RunTogether<I, A>,
  ) {}

  submit(command: Command<I>): Promise<A> {
    return new Promise((resolve, reject) => {
      if (this.isIdle) this.clients = 0;
      const { sharedBy, needs } = this.batching;
      this.line.add(sharedBy(command.input), { command, resolve, reject }, needs(command.input));
      this.clients = Math.max(this.clients, this.line.length + this.inWork);
      this.startLanes();
    });
  }

  private startLanes(): void {
    while (this.hasFreeLane && this.isWorthwhile) this.startLane();
    if (this.hasFreeLane && this.line.ready > 0) {
      this.lingering ??= setTimeout(() => this.startAnyway(), this.options.lingerMs);
    }
    if (this.line.length > 0) this.late ??= setTimeout(() => this.startLate(), this.options.waitMs).unref();
  }

  /** Nobody who was answered has come back in the time that one would be waited for. */
  private get isIdle(): boolean {
    const nothing = this.working === 0 && this.line.length === 0;
    return nothing && performance.now() - this.lastEnd > this.options.lingerMs;
  }

  private get hasFreeLane(): boolean {
    return this.working < this.options.lanes;
  }

  /** The commands of one lane's share of the clients are there. */
  private get isWorthwhile(): boolean {
    const { lanes, size, lingerMs } = this.options;
    const share = lingerMs === 0 ? 1 : Math.min(size, Math.ceil(this.clients / lanes));
    return this.line.ready > 0 && this.line.ready >= share;
  }

  private startAnyway(): void {
    this.lingering = undefined;
    if (this.hasFreeLane) this.startLane();
    this.startLanes();
  }

  /** All lanes have been busy for long, as when they wait for a lock. */
  private startLate(): void {
    this.late = undefined;
    if (performance.now() - this.lastStart >= this.options.waitMs) this.startLane();
    this.startLanes();
  }

  private startLane(): void {
    const turn = this.line.take(this.options.size);
    const { items } = turn;
    if (items.length === 0) return;
    clearTimeout(this.lingering);
    this.lingering = undefined;
    this.working += 1;
    this.inWork += items.length;
    this.clients = Math.max(this.line.length + this.inWork, Math.floor(this.clients * DECAY));
    this.lastStart = performance.now();
    void this.work(items).finally(() => {
      this.working -= 1;
      this.inWork -= items.length;
      this.lastEnd = performance.now();
      this.line.done(turn);
      this.startLanes();
    });
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
