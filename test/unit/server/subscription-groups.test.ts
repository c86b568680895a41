import { buildSchema, parse, type ExecutionArgs } from 'graphql';
import type { RequestContext } from '../../../resolvers/kit/context';
import { anonymous, type Actor } from '../../../src/auth/actor';
import { Permission } from '../../../src/auth/permissions';
import { LiveSource, type LiveBatch, type LiveItem, type LiveTail } from '../../../src/events/live-source';
import { LogTenure } from '../../../src/events/log-epoch';
import { SubscriptionGroups } from '../../../src/server/subscription-groups';
import { silentTail } from '../../support/silent-tail';

const schema = buildSchema(
  'type Query { a: Int } type Subscription { n(after: Int, logEpoch: String, of: Int): Int! m(after: Int): Int! }',
);

/** A view in which nothing ever happens. */
class Silence extends LiveSource<LiveItem> {
  readonly joinWithin = 0n;

  constructor(readonly log: LogTenure) {
    super();
  }

  async begin(): Promise<bigint> {
    return 0n;
  }

  async read(): Promise<LiveBatch<LiveItem>> {
    return { items: [], at: 0n, position: 0n };
  }

  async tail(): Promise<LiveTail<LiveItem>> {
    return silentTail(0n);
  }
}

const groups = new SubscriptionGroups((error) => error as never);
const jane: Actor = { ...anonymous, principalId: 'J', name: 'jane' };

function claim(text: string, variables: Record<string, unknown> = {}, actor = jane, epoch = 'A') {
  const args = {
    schema,
    document: parse(text),
    variableValues: variables,
    contextValue: { actor, requestId: 'r' } as RequestContext,
  } satisfies ExecutionArgs;
  return groups.claim(new Silence(new LogTenure(epoch)), args);
}

const FOLLOW = 'subscription ($after: Int, $of: Int) { n(after: $after, of: $of) }';

test('the same question is one group, wherever it resumes and in whatever order its variables come', () => {
  const group = claim(FOLLOW, { after: 1, of: 2 });
  expect(claim(FOLLOW, { of: 2, after: 7 })).toBe(group);
  expect(claim(FOLLOW, { of: 2 })).toBe(group);
  expect(claim(FOLLOW, { of: 2 }, { ...jane, principalId: 'K', name: 'kim' })).toBe(group);
});

test('whether and with which variables a client says what it has kept makes no other group', () => {
  const text =
    'subscription ($after: Int, $epoch: String, $of: Int) { n(after: $after, logEpoch: $epoch, of: $of) }';
  const group = claim(text, { of: 2 });
  expect(claim(text, { of: 2, after: 3, epoch: 'A' })).toBe(group);
  expect(claim(text, { of: 2, epoch: 'A' })).toBe(group);
  expect(claim(text, { of: 3, epoch: 'A' })).not.toBe(group);
});

test('those who follow another log are another group', () => {
  expect(claim(FOLLOW, { of: 2 }, jane, 'B')).not.toBe(claim(FOLLOW, { of: 2 }, jane, 'A'));
});

test('another document, another variable, or another right is another group', () => {
  const group = claim(FOLLOW, { of: 2 });
  expect(claim(FOLLOW, { of: 3 })).not.toBe(group);
  expect(claim('subscription { m }')).not.toBe(claim('subscription { n }'));
  expect(claim(FOLLOW, { of: 2 }, { ...jane, permissions: new Set([Permission.ORDER_READ]) })).not.toBe(
    group,
  );
  expect(claim(FOLLOW, { of: 2 }, { ...jane, scope: { all: true } })).not.toBe(group);
});

test('a variable that says where to resume and something else besides tells groups apart', () => {
  const both = 'subscription ($after: Int) { n(after: $after, of: $after) }';
  expect(claim(both, { after: 1 })).not.toBe(claim(both, { after: 2 }));
});

test('a group ends with its last member', () => {
  const before = groups.size;
  const [first, second] = [claim('subscription { n(of: 9) }'), claim('subscription { n(of: 9) }')];
  expect(groups.size).toBe(before + 1);
  first.release();
  expect(groups.size).toBe(before + 1);
  second.release();
  expect(groups.size).toBe(before);
});
