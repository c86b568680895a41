import { wireFor, type Session } from '../../../../src/persistence/mysql/mysql-wire';

const DIRECT: Session = {
  encrypted: false,
  takesSeveral: true,
  direct: true,
  version: '10.11.14-MariaDB Debian 12',
  inCluster: false,
  server: 'db:3306',
};

describe('the wire', () => {
  it('is the pipelined one to a server that answers directly', () => {
    expect(wireFor([DIRECT, DIRECT])).toEqual({
      mode: 'pipelined',
      reason: 'the server answers directly, without TLS, and is in no cluster',
    });
  });

  it.each<[Partial<Session>, string]>([
    [{ inCluster: true }, 'the server is a node of a Galera cluster'],
    [{ direct: false }, 'a proxy answers for the server'],
    [{ version: '8.0.36 (ProxySQL)' }, 'a proxy answers for the server'],
    [{ version: '10.11.6-MariaDB MaxScale' }, 'a proxy answers for the server'],
    [{ server: 'other:3306' }, 'sessions reach different servers'],
    [{ takesSeveral: false }, 'the server refuses several statements in a packet'],
    [{ encrypted: true }, 'the connection uses TLS'],
  ])('is the awaited one when one of two sessions has %j', (difference, reason) => {
    const other = { ...DIRECT, ...difference };
    for (const sessions of [
      [DIRECT, other],
      [other, DIRECT],
    ]) {
      expect(wireFor(sessions)).toEqual({ mode: 'awaited', reason });
    }
  });
});
