import type { ExecutionArgs } from 'graphql';
import { buildSchema, parse } from 'graphql';
import type { RequestContext } from '../../../resolvers/kit/context';
import { anonymous } from '../../../src/auth/actor';
import { LiveSource, type LiveBatch, type LiveItem, type LiveTail } from '../../../src/events/live-source';
import { logChanged, LogTenure } from '../../../src/events/log-epoch';
import { LiveSubscriber } from '../../../src/server/live-subscriber';
import { SubscriptionGroups } from '../../../src/server/subscription-groups';
import type { WebSocketConnection } from '../../../src/server/websocket-connection';
import { silentTail } from '../../support/silent-tail';

const END = 10n;

/** A log of ten positions in which nothing happens any more. Another takes its place when the given position is read. */
class Positions extends LiveSource<LiveItem> {
  readonly joinWithin = 0n;
  readonly log = new LogTenure('A');

  constructor(private readonly changesAt: bigint | null) {
    super();
  }

  async begin(): Promise<bigint> {
    return 0n;
  }

  async read(at: bigint): Promise<LiveBatch<LiveItem>> {
    const position = at + 1n;
    if (position === this.changesAt) this.change();
    return { items: [{ position }], at: position, position };
  }

  async tail(): Promise<LiveTail<LiveItem>> {
    return silentTail(END);
  }

  change(): void {
    this.log.end(logChanged({ position: 3n, epoch: 'B' }, 'The log has the epoch B now'));
  }
}

function subscriber(source: Positions) {
  const sent: string[] = [];
  const writer = {
    limits: { behindFor: 1_000 },
    backedUp: false,
    push: (_head: string, messages: readonly string[]) => sent.push(...messages),
    ready: async () => undefined,
  };
  const args: ExecutionArgs = {
    schema: buildSchema('type Query { a: Int } type Subscription { n: Int }'),
    document: parse('subscription { n }'),
    contextValue: { actor: anonymous, requestId: 'r' } as RequestContext,
  };
  const groups = new SubscriptionGroups((error) => error as never);
  const connection = { writer, subscribers: new Map(), isOver: false } as unknown as WebSocketConnection;
  return {
    sent,
    groups,
    results: new LiveSubscriber({ connection, id: '1', source, groups, args }).results(),
  };
}

test('one who still reads what it has missed ends as soon as another log has taken the place of its own', async () => {
  const { sent, groups, results } = subscriber(new Positions(4n));
  await expect(results.next()).rejects.toMatchObject({
    code: 'LOG_CHANGED',
    details: { logEpoch: 'B', position: 3n },
  });
  expect(sent).toHaveLength(4);
  expect(new Set(sent)).toEqual(
    new Set(['"type":"next","payload":{"data":{"n":null},"extensions":{"logEpoch":"A"}}}']),
  );
  expect(groups.size).toBe(0);
});

test('one who begins under a log that is over is sent nothing', async () => {
  const source = new Positions(null);
  source.change();
  const { sent, groups, results } = subscriber(source);
  await expect(results.next()).rejects.toMatchObject({ code: 'LOG_CHANGED' });
  expect([sent, groups.size]).toEqual([[], 0]);
});
