import type { IncomingMessage } from 'node:http';
import type { Handler } from './exchange';

const ALLOWED = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, apollo-require-preflight, x-request-id',
  'access-control-max-age': '86400',
};
const EXPOSED = 'ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, x-request-id';

/** Lets the scripts of the listed origins read answers, and answers their browsers' preflights; other requests pass as they are. */
export function crossOriginHandler(origins: readonly string[]): Handler {
  return async ({ request, response }) => {
    if (origins.length === 0) return false;
    response.setHeader('vary', 'origin');
    const { origin } = request.headers;
    if (origin === undefined || !origins.includes(origin)) return false;
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', EXPOSED);
    if (request.method !== 'OPTIONS') return false;
    response.writeHead(204, ALLOWED).end();
    return true;
  };
}

/** Whether a page may open a websocket: one of this server, or of a listed origin. Programs that are no browser name none. */
export function mayConnect({ headers }: IncomingMessage, origins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined || origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
