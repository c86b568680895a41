import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * The network address of the client. Behind proxies, the address that the outermost trusted one saw: the last entries of
 * `x-forwarded-for` are theirs, those before are the client's own claims.
 */
export function addressOf({ socket, headers }: IncomingMessage, trustedProxies: number): string {
  const peer = socket.remoteAddress ?? 'unknown';
  const header = headers['x-forwarded-for'];
  if (trustedProxies === 0 || header === undefined) return peer;
  const forwarded = String(header).split(',');
  const seen = forwarded[Math.max(0, forwarded.length - trustedProxies)]!.trim();
  return isIP(seen) ? seen : peer;
}
