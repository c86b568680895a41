/** A part of the program that works beside requests. */
export interface BackgroundPart {
  /** For people. */
  readonly name: string;
  /** Absent where there is only something to end. */
  start?(): void | Promise<void>;
  /** Ends after the piece of work at hand; also where it was never started. */
  stop(): Promise<void>;
}

/** The parts in the background: started in the order of the list, stopped in reverse. A part may rely on those before it. */
export class Background {
  constructor(private readonly parts: readonly BackgroundPart[]) {}

  /** Throws what the first part throws that does not start; then all are stopped again. */
  async start(): Promise<void> {
    try {
      for (const part of this.parts) await part.start?.();
    } catch (error) {
      await this.stop().catch(() => undefined);
      throw error;
    }
  }

  /** Stops every part, whether or not it was started. Throws an `AggregateError` when some failed, after the others have stopped. */
  async stop(): Promise<void> {
    const failures: Error[] = [];
    for (const part of [...this.parts].reverse()) {
      try {
        await part.stop();
      } catch (cause) {
        failures.push(new Error(`${part.name} could not be stopped`, { cause }));
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
  }
}
