import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Origin } from '../auth/origin';
import { newId } from '../shared/ids';
import { addressOf } from './client-address';

/** One HTTP request and its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Where the request came from, as the audit log tells it. */
  readonly origin: Origin;
  readonly path: string;
  /** From the question mark on; empty without one. */
  readonly search: string;
  /** What handlers add to the request's line in the log. */
  readonly logged: Record<string, unknown>;
}

/** Answers an exchange, or says false and leaves it alone. */
export type Handler = (exchange: Exchange) => Promise<boolean>;

const SANE_REQUEST_ID = /^[\w.:/+=-]{1,100}$/;

export function openExchange(
  request: IncomingMessage,
  response: ServerResponse,
  trustedProxies = 0,
): Exchange {
  const url = request.url ?? '/';
  const question = url.indexOf('?');
  const requestId = requestIdOf(request);
  response.setHeader('x-request-id', requestId);
  return {
    request,
    response,
    requestId,
    origin: originOf(request, 'HTTP', requestId, trustedProxies),
    path: question < 0 ? url : url.slice(0, question),
    search: question < 0 ? '' : url.slice(question),
    logged: {},
  };
}

export function originOf(
  request: IncomingMessage,
  channel: Origin['channel'],
  requestId: string,
  trustedProxies: number,
): Origin {
  const userAgent = request.headers['user-agent'] ?? null;
  return { channel, requestId, userAgent, ip: addressOf(request, trustedProxies) };
}

/** The client's `x-request-id` when it is short and harmless, else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : newId();
}

export function sendJson({ response }: Exchange, status: number, body: unknown): void {
  sendText(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

/** As UTF-8. Text that is ASCII throughout is the same in Latin-1, in which Node sends 80 KB for 5 to 12 % less CPU. */
export function sendText(response: ServerResponse, status: number, contentType: string, text: string): void {
  const length = Buffer.byteLength(text, 'utf8');
  const encoding = length === text.length ? 'latin1' : 'utf8';
  response.writeHead(status, { 'content-type': contentType, 'content-length': length }).end(text, encoding);
}
