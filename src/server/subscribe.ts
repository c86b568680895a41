import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { RequestContext } from '../../resolvers/kit/context';
import { LiveSource } from '../events/live-source';

type LiveResult = AsyncIterableIterator<ExecutionResult, void, void>;

/**
 * graphql-js's `subscribe`, but a source that subscribers share comes as it is; of any other one each event is executed in a context
 * of its own: loaders remember what they have loaded, and an event must not show what was true at the one before.
 */
export async function subscribePerEvent(args: ExecutionArgs): Promise<LiveResult | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!isAsyncIterable(source)) return source;
  if (source instanceof LiveSource) return source as unknown as LiveResult;
  return mapEvents(source, (event) =>
    execute({ ...args, rootValue: event, contextValue: { ...(args.contextValue as RequestContext) } }),
  );
}

function isAsyncIterable(value: AsyncIterable<unknown> | ExecutionResult): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value;
}

/** Not an async generator: its `return` would wait for the next event, and there may be none. */
function mapEvents<R>(
  source: AsyncIterable<unknown>,
  run: (event: unknown) => Promise<R> | R,
): AsyncIterableIterator<R, void, void> {
  const iterator = source[Symbol.asyncIterator]();
  const end = async (): Promise<IteratorReturnResult<void>> => {
    await iterator.return?.();
    return { value: undefined, done: true };
  };
  const events: AsyncIterableIterator<R, void, void> = {
    async next(): Promise<IteratorResult<R, void>> {
      const { value, done } = await iterator.next();
      if (done) return { value: undefined, done: true };
      try {
        return { value: await run(value), done: false };
      } catch (error) {
        await end();
        throw error;
      }
    },
    return: end,
    async throw(error: unknown): Promise<never> {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]: () => events,
  };
  return events;
}
