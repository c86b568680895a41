import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { ClientError } from '../../src/server/format-error';

export type Operation<R, V> = TypedDocumentNode<R, V> | string;

export interface ApiResponse<R> {
  status: number;
  headers: Headers;
  data: R | null | undefined;
  errors: ClientError[];
  extensions: { logEpoch?: string };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an operation given as text has any result
export type Untyped = any;

/** Text of an operation, whichever way it was written. */
export function textOf<R, V>(operation: Operation<R, V>): string {
  return typeof operation === 'string' ? operation : print(operation);
}

/** GraphQL over HTTP as one caller. Typed by the generated documents; operations as text are untyped. */
export class ApiClient {
  constructor(
    private readonly url: string,
    readonly token: string | null = null,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** The whole response, whatever it says. */
  async send<R = Untyped, V = Untyped>(operation: Operation<R, V>, variables?: V): Promise<ApiResponse<R>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
        ...this.headers,
      },
      body: JSON.stringify({ query: textOf(operation), variables }),
    });
    const { status, headers } = response;
    const body = (await response.json()) as Partial<ApiResponse<R>>;
    return { status, headers, data: body.data, errors: body.errors ?? [], extensions: body.extensions ?? {} };
  }

  /** The data. Throws when there is any error. */
  async run<R = Untyped, V = Untyped>(operation: Operation<R, V>, variables?: V): Promise<R> {
    const { data, errors, status } = await this.send(operation, variables);
    if (errors.length === 0 && data) return data;
    throw new Error(`${status}: ${errors.map((e) => `${e.extensions.code} ${e.message}`).join('; ')}`);
  }

  /** The first error. Throws when there is none. */
  async fail<R = Untyped, V = Untyped>(operation: Operation<R, V>, variables?: V): Promise<ClientError> {
    const { data, errors } = await this.send(operation, variables);
    if (errors[0]) return errors[0];
    throw new Error(`Expected a failure, got ${JSON.stringify(data)}`);
  }
}
