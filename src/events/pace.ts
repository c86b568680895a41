/** How long to sleep between two looks: short while there is something to find, doubling up to a maximum while there is not. */
export class Pace {
  private next: number;

  constructor(
    private readonly minMs: number,
    private readonly maxMs: number,
  ) {
    this.next = maxMs;
  }

  after(found: boolean): number {
    this.next = found ? this.minMs : Math.min(this.next * 2, this.maxMs);
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
