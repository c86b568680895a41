import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { LiveItem, LiveSource } from '../events/live-source';
import { isUnavailable } from '../persistence/unavailable';
import type { EncodedBatch, GroupMember, SubscriptionGroup } from './subscription-group';
import type { SubscriptionGroups } from './subscription-groups';
import type { WebSocketConnection } from './websocket-connection';

export interface LiveSubscriberOptions {
  connection: WebSocketConnection;
  /** Id of the operation on its connection. */
  id: string;
  source: LiveSource<LiveItem>;
  groups: SubscriptionGroups;
  args: ExecutionArgs;
}

/** Batches that may wait for one subscriber while it reads what it has missed. */
const MAX_WAITING = 500;
const RETRY_MS = 500;
const MESSAGES_PER_WRITE = 50;

/**
 * One subscription of one client: reads what it has missed at its own pace, then gets what its group is given. When its client reads
 * too slowly it leaves the group, and reads on from the log once the client has taken what was sent; nothing piles up meanwhile.
 * One that does not come up again is told `RESYNC_REQUIRED` with its position and cut off. A database that is away is waited for.
 */
export class LiveSubscriber implements GroupMember {
  /** What its client may resume after; null before the first batch. */
  position: bigint | null = null;
  private readonly head: string;
  private at = 0n;
  private closed = false;
  /** While it is a member: what comes before it has caught up; null once it is live. */
  private waiting: EncodedBatch[] | null = null;
  private leaveGroup: ((error?: unknown) => void) | null = null;
  private behindSince: number | null = null;
  private running: Promise<void> | null = null;

  constructor(private readonly options: LiveSubscriberOptions) {
    this.head = `{"id":${JSON.stringify(options.id)},`;
  }

  /** For the protocol: yields nothing, as messages are written directly, and ends with the subscription. */
  results(): AsyncIterableIterator<ExecutionResult, void, void> {
    const end = async (): Promise<IteratorReturnResult<void>> => {
      this.close();
      await this.running;
      return { value: undefined, done: true };
    };
    const results: AsyncIterableIterator<ExecutionResult, void, void> = {
      next: async () => {
        await (this.running ??= this.run());
        return { value: undefined, done: true };
      },
      return: end,
      [Symbol.asyncIterator]: () => results,
    };
    return results;
  }

  get logEpoch(): string {
    return this.options.source.log.epoch;
  }

  receive(batch: EncodedBatch): void {
    if (batch.at <= this.at || !this.leaveGroup) return;
    if (this.waiting) {
      if (this.waiting.length === MAX_WAITING) this.fallBehind();
      else this.waiting.push(batch);
    } else if (this.writer.backedUp) this.fallBehind();
    else {
      this.behindSince = null;
      this.writer.push(this.head, batch.messages);
      this.position = batch.positions.at(-1) ?? this.position;
      this.at = batch.at;
    }
  }

  dismissed(error?: unknown): void {
    this.leaveGroup?.(error);
  }

  private get writer() {
    return this.options.connection.writer;
  }

  private async run(): Promise<void> {
    const { connection, id, source } = this.options;
    connection.subscribers.set(id, this);
    try {
      this.at = await source.begin();
      while (!this.closed && !connection.isOver) await this.serve();
    } finally {
      connection.subscribers.delete(id);
    }
  }

  private async serve(): Promise<void> {
    const { groups, source, args } = this.options;
    source.log.check();
    const group = groups.claim(source, args);
    try {
      await group.ready;
      await this.catchUp(group, () => group.at - source.joinWithin);
      if (!this.closed) await this.follow(group);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await pause(RETRY_MS * (0.5 + Math.random()));
    } finally {
      group.release();
    }
  }

  /** Joins first, then reads the rest: what is sent to the group meanwhile waits. */
  private async follow(group: SubscriptionGroup): Promise<void> {
    const left = new Promise<void>((resolve, reject) => {
      this.leaveGroup = (error) => (error === undefined ? resolve() : reject(error as Error));
    });
    left.catch(() => undefined);
    this.waiting = [];
    group.join(this);
    const joined = group.at;
    try {
      await this.catchUp(group, () => joined);
      const { waiting } = this;
      this.waiting = null;
      for (const batch of waiting ?? []) this.receive(batch);
      await left;
    } finally {
      this.leaveGroup = null;
      group.leave(this);
    }
  }

  private async catchUp(group: SubscriptionGroup, target: () => bigint): Promise<void> {
    await this.writer.ready();
    for (let through = target(); !this.closed && this.at < through; through = target()) {
      this.options.source.log.check();
      await this.sendAll(await group.read(this.at, through));
    }
  }

  /** At the client's pace. */
  private async sendAll({ messages, positions, at }: EncodedBatch): Promise<void> {
    for (let i = 0; i < messages.length && !this.closed; i += MESSAGES_PER_WRITE) {
      this.writer.push(this.head, messages.slice(i, i + MESSAGES_PER_WRITE));
      this.position = positions[Math.min(i + MESSAGES_PER_WRITE, positions.length) - 1]!;
      await this.writer.ready();
      if (this.isTooSlow()) {
        this.close();
        this.options.connection.cutOff('SLOW_CONSUMER');
      }
    }
    if (!this.closed) this.at = at;
  }

  private isTooSlow(): boolean {
    const { behindFor } = this.writer.limits;
    return this.behindSince !== null && performance.now() - this.behindSince > behindFor;
  }

  private fallBehind(): void {
    this.behindSince ??= performance.now();
    this.waiting = null;
    this.leaveGroup?.();
  }

  private close(): void {
    this.closed = true;
    this.leaveGroup?.();
  }
}
