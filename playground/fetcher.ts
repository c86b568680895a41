import { createGraphiQLFetcher, type Fetcher, type FetcherParams } from '@graphiql/toolkit';
import { Kind, parse, type DocumentNode } from 'graphql';
import { createClient } from 'graphql-ws';

type Headers = Record<string, string>;

/**
 * Queries and mutations by HTTP, subscriptions by websocket, both at `/graphql` of the page's own origin.
 * Each operation goes out with the headers that the editor holds at that moment; `initial` are used until
 * GraphiQL's editor exists, because its first introspection runs before.
 */
export function createFetcher(initial: Headers): Fetcher {
  let headers = initial;
  const url = new URL('/graphql', window.location.href);
  const wsUrl = new URL(url);
  wsUrl.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const fetcher = createGraphiQLFetcher({
    url: url.href,
    enableIncrementalDelivery: false,
    wsClient: createClient({
      url: wsUrl.href,
      connectionParams: () => lowerCaseNames(headers),
      shouldRetry: isLostConnection,
    }),
  });
  return (params, options) => {
    const fromEditor = options?.headers as Headers | undefined;
    headers = fromEditor ?? (options?.documentAST ? {} : headers);
    return fetcher(...asWritten(params, { ...options, headers }));
  };
}

type Call = Parameters<Fetcher>;

/**
 * What GraphiQL knows of a document lags behind its editor by a moment: whoever runs a tab at once after opening it would run it by the
 * name of the operation in the tab before. A document with a single operation is run by what it says itself.
 */
function asWritten(params: FetcherParams, options: NonNullable<Call[1]>): Call {
  const document = parsed(params.query);
  const operations = document?.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION) ?? [];
  const [operation] = operations;
  if (!document || operations.length !== 1 || operation?.kind !== Kind.OPERATION_DEFINITION)
    return [params, options];
  return [
    { ...params, operationName: operation.name?.value },
    { ...options, documentAST: document },
  ];
}

function parsed(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    return null;
  }
}

/** Header names have no case, but the keys of `connection_init`'s payload do. */
function lowerCaseNames(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Codes from 4000 on are the server's own: it has said why it closes, and the person should read it. */
function isLostConnection(event: unknown): boolean {
  return event instanceof CloseEvent && event.code < 4000;
}
