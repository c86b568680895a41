/** So long after something was found, or said to come, more of it is looked for often, in milliseconds. */
const KEEN_MS = 2_000;

/** How long to sleep between two looks: short while there was something to find of late, then doubling up to a maximum. */
export class PollBackoff {
  private next: number;
  private keenUntil = -Infinity;

  constructor(
    private readonly minMs: number,
    private readonly maxMs: number,
    private readonly keenMs = KEEN_MS,
  ) {
    this.next = maxMs;
  }

  /** Something is about to come. */
  expect(): void {
    this.keenUntil = performance.now() + this.keenMs;
  }

  after(found: boolean): number {
    if (found) this.expect();
    this.next = performance.now() < this.keenUntil ? this.minMs : Math.min(this.next * 2, this.maxMs);
    return this.next;
  }
}

/** A sleep that can be cut short, before it begins too: a wake in between is not lost. */
export class Alarm {
  private rung = false;
  private end: (() => void) | null = null;

  ring(): void {
    this.rung = true;
    this.end?.();
  }

  /** Whether it was rung. */
  async sleep(ms: number): Promise<boolean> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms).unref();
        this.end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.end = null;
    const { rung } = this;
    this.rung = false;
    return rung;
  }
}
