import type { DomainEvent } from '../../entities/events/domain-event';

/** Events on their way to one consumer. Never holds more than its bound: when it is full it forgets them and says that it lost them. */
export class LiveQueue {
  private waiting: DomainEvent[] = [];
  private wake: (() => void) | undefined;
  private over = false;
  private failure: Error | null = null;

  constructor(private readonly bound: number) {}

  offer(event: DomainEvent): void {
    if (this.over) return;
    if (this.waiting.length === this.bound) this.end();
    else this.waiting.push(event);
    this.wake?.();
  }

  /** Ends the queue; what waits is forgotten. */
  close(): void {
    this.end();
    this.wake?.();
  }

  /** Ends the queue with an error for whoever takes from it; what waits is forgotten. */
  fail(error: Error): void {
    this.failure = error;
    this.close();
  }

  /** Everything that waits, as soon as there is something; null once the queue is closed or has lost events. Throws what it failed with. */
  async take(): Promise<DomainEvent[] | null> {
    if (this.waiting.length === 0 && !this.over) {
      await new Promise<void>((resolve) => (this.wake = resolve));
      this.wake = undefined;
    }
    if (this.failure) throw this.failure;
    if (this.over) return null;
    const events = this.waiting;
    this.waiting = [];
    return events;
  }

  private end(): void {
    this.over = true;
    this.waiting = [];
  }
}
