import type { FormattedExecutionResult } from 'graphql';
import { createClient, type Client, type SubscribePayload } from 'graphql-ws';
import WebSocket from 'ws';
import { textOf, type Operation, type Untyped } from './api-client';
import { PATIENCE_MS } from './patience';

/** A result as it comes. */
export interface Result<R> extends FormattedExecutionResult {
  data: (R & Record<string, unknown>) | null;
  extensions: { logEpoch: string };
}

/** What a subscription has sent, one result at a time. */
export interface Subscription<R> {
  /** The data of the next result. Rejects on errors, when the subscription is over, or when none comes in time. */
  next(waitMs?: number): Promise<R>;
  /** The whole next result, `extensions` and all. Rejects as `next` does, but not on errors of fields. */
  result(waitMs?: number): Promise<Result<R>>;
  end(): Promise<void>;
}

export interface Closed {
  code: number;
  reason: string;
}

/** GraphQL over a real websocket, by the client that browsers use. Connects with its first operation and never again. */
export class LiveClient {
  /** How the connection ended. */
  readonly closed: Promise<Closed>;
  private readonly client: Client;

  constructor(url: string, token: string | null, connectionParams?: Record<string, unknown>) {
    let tell: (closed: Closed) => void;
    this.closed = new Promise((resolve) => (tell = resolve));
    this.client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: connectionParams ?? (token === null ? {} : { authorization: `Bearer ${token}` }),
      onNonLazyError: () => undefined,
      on: { closed: (event) => tell(event as Closed) },
    });
  }

  subscribe<R = Untyped, V = Untyped>(operation: Operation<R, V>, variables?: V): Subscription<R> {
    const results = this.client.iterate<Record<string, unknown>>({
      query: textOf(operation),
      variables: variables as Record<string, unknown> | undefined,
    });
    const result = async (waitMs = PATIENCE_MS) => {
      const { value, done } = await within(waitMs, results.next()).catch(failed);
      if (done) throw new Error('The subscription is over');
      return value as Result<R>;
    };
    return {
      result,
      next: async (waitMs) => dataOf<R>(await result(waitMs)),
      async end() {
        await results.return?.();
      },
    };
  }

  /** One query or mutation. */
  async run<R = Untyped, V = Untyped>(operation: Operation<R, V>, variables?: V): Promise<R> {
    const subscription = this.subscribe(operation, variables);
    const data = await subscription.next();
    await subscription.end();
    return data;
  }

  /** One operation as it stands. Rejects with an error that has the `errors` of the answer, whichever message they came in. */
  async ask(payload: SubscribePayload): Promise<Untyped> {
    const results = this.client.iterate<Record<string, unknown>>(payload);
    const { value } = await within(PATIENCE_MS, results.next()).catch((errors: unknown) => {
      if (!Array.isArray(errors)) throw errors;
      return { value: { errors: errors as FormattedExecutionResult['errors'] } };
    });
    await results.return?.();
    return dataOf<Untyped>(value as FormattedExecutionResult);
  }

  /** The whole answer of one query or mutation. */
  async whole(query: string): Promise<FormattedExecutionResult> {
    const results = this.client.iterate<Record<string, unknown>>({ query });
    const { value } = await within(PATIENCE_MS, results.next());
    await results.return?.();
    return value as FormattedExecutionResult;
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }
}

function dataOf<R>({ data, errors }: FormattedExecutionResult): R {
  if (errors) failed(errors);
  return data as R;
}

/** What an operation ended with: the errors of a message, or anything else as it is. */
function failed(reason: unknown): never {
  if (!Array.isArray(reason)) throw reason;
  const errors = reason as NonNullable<FormattedExecutionResult['errors']>;
  throw Object.assign(new Error(errors.map(({ message }) => message).join('; ')), { errors });
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
