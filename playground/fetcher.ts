import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
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
    return fetcher(params, { ...options, headers });
  };
}

/** Header names have no case, but the keys of `connection_init`'s payload do. */
function lowerCaseNames(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Codes from 4000 on are the server's own: it has said why it closes, and the person should read it. */
function isLostConnection(event: unknown): boolean {
  return event instanceof CloseEvent && event.code < 4000;
}
