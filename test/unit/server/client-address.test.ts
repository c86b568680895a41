import type { IncomingMessage } from 'node:http';
import { addressOf } from '../../../src/server/client-address';

const from = (forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress: '10.0.0.1' },
    headers: { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) },
  }) as unknown as IncomingMessage;

describe('the address of a client', () => {
  it.each([
    ['the peer without proxies, whatever the client claims', '6.6.6.6', 0, '10.0.0.1'],
    ['what the one proxy saw', '203.0.113.7', 1, '203.0.113.7'],
    ['what the one proxy saw, not what the client claims', '6.6.6.6, 203.0.113.7', 1, '203.0.113.7'],
    ['what the outer of two proxies saw', '6.6.6.6, 203.0.113.7, 10.0.0.9', 2, '203.0.113.7'],
    ['an IPv6 address', '2001:db8::1', 1, '2001:db8::1'],
    ['the peer when a proxy writes nonsense', 'unknown', 1, '10.0.0.1'],
  ])('is %s', (_what, forwarded, proxies, address) => {
    expect(addressOf(from(forwarded), proxies)).toBe(address);
  });

  it('is the peer when no proxy has written anything', () => {
    expect(addressOf(from(), 2)).toBe('10.0.0.1');
  });
});
