import { execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../../resolvers/kit/context';
import type { LiveBatch, LiveItem, LiveSource } from '../events/live-source';
import type { Stream } from '../events/stream';
import { isUnavailable } from '../persistence/unavailable';
import type { FormatError } from './format-error';

/** A batch of a live source, executed and serialised: ends of messages, which lack only the id of the operation. */
export interface EncodedBatch {
  readonly messages: readonly string[];
  /** What a client may resume after once it has the message of the same index. */
  readonly positions: readonly bigint[];
  readonly at: bigint;
}

/** Pages that members read on their own are kept for others for so long: results show other objects as they are now. */
const KEPT_MS = 2_000;
const KEPT_PAGES = 20;

export interface GroupMember {
  /** Must not throw, nor wait. */
  receive(batch: EncodedBatch): void;
  /** The group is over; with an error when it failed. */
  dismissed(error?: unknown): void;
}

export interface GroupOptions {
  source: LiveSource<LiveItem>;
  args: ExecutionArgs;
  formatError: FormatError;
  /** Told once, when the last member has left or the group has failed. */
  onEnd: () => void;
}

/**
 * Subscribers to the same view, who see it the same way: each event is executed and serialised once for all of them. Members get
 * the batches of the source's tail in their order.
 */
export class SubscriptionGroup {
  /** Resolves once `at` is known; rejects when the tail cannot be had. */
  readonly ready: Promise<void>;
  private readonly members = new Set<GroupMember>();
  private readonly pages = new LRUCache<bigint, Promise<EncodedBatch>>({ max: KEPT_PAGES, ttl: KEPT_MS });
  /** Every batch up to here was given to those who were members at that time. */
  private reached = 0n;
  private batches: Stream<unknown> | null = null;
  private claims = 0;
  private ended = false;

  constructor(private readonly options: GroupOptions) {
    this.ready = this.open();
    this.ready.catch(() => undefined);
  }

  get at(): bigint {
    return this.reached;
  }

  /** Keeps the group alive until it is released. */
  claim(): void {
    this.claims++;
  }

  release(): void {
    this.claims--;
    if (this.claims === 0) this.end();
  }

  join(member: GroupMember): void {
    if (this.ended) member.dismissed();
    else this.members.add(member);
  }

  leave(member: GroupMember): void {
    this.members.delete(member);
  }

  /** The next of what comes after `at`, up to `through`. Members who come back together read and execute it once. */
  async read(at: bigint, through: bigint): Promise<EncodedBatch> {
    const kept = await this.pages.get(at);
    if (kept && kept.at <= through) return kept;
    const page = this.options.source.read(at, through).then((batch) => this.encode(batch));
    this.pages.set(at, page);
    page.catch(() => this.pages.delete(at));
    return page;
  }

  /**
   * Executes items all at once, in a context of their own: loaders remember what they have loaded, and events must not show what
   * was true at earlier ones. Throws when the database was away, so that no event is lost on the way.
   */
  private async encode({ items, at, position }: LiveBatch<LiveItem>): Promise<EncodedBatch> {
    const { args } = this.options;
    const contextValue = { ...(args.contextValue as RequestContext) };
    const results = await Promise.all(
      items.map(async (rootValue) => execute({ ...args, rootValue, contextValue })),
    );
    return {
      messages: results.map((result) => this.serialise(result, contextValue)),
      positions: items.map((item) => item.position ?? position),
      at,
    };
  }

  private serialise({ data, errors }: ExecutionResult, context: RequestContext): string {
    const lost = errors?.find(({ originalError }) => isUnavailable(originalError));
    if (lost) throw lost.originalError!;
    const { formatError, source } = this.options;
    const payload = {
      ...(errors && { errors: errors.map((error) => formatError(error, context)) }),
      data,
      extensions: { logEpoch: source.log.epoch },
    };
    return `"type":"next","payload":${JSON.stringify(payload)}}`;
  }

  private async open(): Promise<void> {
    try {
      const { from, batches } = await this.options.source.tail();
      this.batches = batches;
      this.reached = from;
      if (this.ended) void batches.return();
      else void this.run(batches);
    } catch (error) {
      this.end(error);
      throw error;
    }
  }

  private async run(batches: Stream<LiveBatch<LiveItem>>): Promise<void> {
    try {
      for await (const batch of batches) {
        const encoded = await this.encode(batch);
        this.reached = batch.at;
        for (const member of this.members) member.receive(encoded);
      }
      this.end();
    } catch (error) {
      this.end(error);
    }
  }

  private end(error?: unknown): void {
    if (this.ended) return;
    this.ended = true;
    this.options.onEnd();
    void this.batches?.return();
    for (const member of this.members) member.dismissed(error);
    this.members.clear();
  }
}
