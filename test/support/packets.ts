import mysql from 'mysql2';

interface Connections {
  query(...args: unknown[]): unknown;
}

/** The texts that this process sends to MariaDB from now on, one for each packet, until `stop`. */
export function recordPackets(): { texts: string[]; stop(): void } {
  const texts: string[] = [];
  const { prototype } = (mysql as unknown as { Connection: { prototype: Connections } }).Connection;
  const { query } = prototype;
  const spy = jest.spyOn(prototype, 'query').mockImplementation(function (this: unknown, ...args) {
    if (typeof args[0] === 'string') texts.push(args[0]);
    return query.apply(this, args);
  });
  return { texts, stop: () => spy.mockRestore() };
}
