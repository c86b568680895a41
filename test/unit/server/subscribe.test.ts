import { buildSchema, parse, type ExecutionResult } from 'graphql';
import type { RequestContext } from '../../../resolvers/kit/context';
import { subscribePerEvent } from '../../../src/server/subscribe';

const schema = buildSchema('type Query { a: Int } type Subscription { n: Int! context: Int }');
const seen = new Set<unknown>();

function subscribe(source: AsyncIterable<unknown>, query = 'subscription { n }') {
  return subscribePerEvent({
    schema,
    document: parse(query),
    contextValue: { requestId: 'r' } as RequestContext,
    rootValue: { n: () => source },
    fieldResolver: (root: number, _args, context, { fieldName }) => {
      seen.add(context);
      if (root < 0) throw new Error('negative');
      return fieldName === 'n' ? root : null;
    },
  }) as Promise<AsyncIterableIterator<ExecutionResult>>;
}

async function* counting(end = 3) {
  for (let n = 1; n <= end; n++) yield n;
}

beforeEach(() => seen.clear());

describe('subscribePerEvent', () => {
  it('executes each event in a context of its own', async () => {
    const results: unknown[] = [];
    for await (const { data } of await subscribe(counting())) results.push(data?.n);
    expect(results).toEqual([1, 2, 3]);
    expect(seen.size).toBe(3);
    expect([...seen]).toEqual(Array(3).fill({ requestId: 'r' }));
  });

  it('tells the error of one event and goes on', async () => {
    const events = await subscribe(
      (async function* () {
        yield -1;
        yield 2;
      })(),
    );
    expect((await events.next()).value).toMatchObject({ errors: [{ message: 'negative' }] });
    expect((await events.next()).value).toMatchObject({ data: { n: 2 } });
  });

  it('ends its source at once, also while it waits for an event that never comes', async () => {
    let ended = false;
    let wake: (result: IteratorResult<unknown>) => void = () => undefined;
    const silent: AsyncIterableIterator<unknown> = {
      next: () => new Promise((resolve) => (wake = resolve)),
      async return() {
        ended = true;
        wake({ value: undefined, done: true });
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]: () => silent,
    };
    const events = await subscribe(silent);
    const waiting = events.next();
    await events.return!();
    expect(ended).toBe(true);
    await expect(waiting).resolves.toEqual({ value: undefined, done: true });
  });

  it('answers why it cannot subscribe', async () => {
    const refused = {
      get n() {
        throw new Error('refused');
      },
    };
    const result = await subscribePerEvent({
      schema,
      document: parse('subscription { n }'),
      rootValue: refused,
    });
    expect((result as ExecutionResult).errors).toMatchObject([{ message: 'refused', path: ['n'] }]);
  });
});
