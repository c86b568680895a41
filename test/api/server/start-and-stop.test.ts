import { Server } from 'node:http';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../../src/config/config';
import { startApplication } from '../../../src/server/application';
import { StartupError } from '../../../src/shared/startup-error';
import { createTestDatabase } from '../../support/databases';
import { keptLog } from '../../support/log';

const { log } = keptLog();
let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'orderwire-start-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const configOf = (env: Record<string, string> = {}) => readConfig({ PORT: '0', ...env }, folder);

describe('starting', () => {
  it('answers health while it prepares, holds requests back, and serves them when it is ready', async () => {
    let finish: () => void = () => undefined;
    let prepared: (url: string) => void = () => undefined;
    const preparing = new Promise<string>((resolve) => (prepared = resolve));
    const port = await freePort();
    const starting = startApplication({
      config: configOf({ PORT: String(port) }),
      log,
      prepare: async () => {
        prepared(`http://127.0.0.1:${port}`);
        await new Promise<void>((resolve) => (finish = resolve));
      },
    });
    const url = await preparing;
    const unready = await fetch(`${url}/readyz`);
    expect([unready.status, await unready.json()]).toEqual([
      503,
      { status: 'unavailable', reason: 'starting', message: 'The server is starting.' },
    ]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const held = fetch(`${url}/graphql?query={__typename}`, { headers: { 'apollo-require-preflight': '1' } });
    finish();
    const application = await starting;
    expect(await (await held).json()).toMatchObject({ data: { __typename: 'Query' } });
    await application.stop();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('fails on a port that is in use, and has touched nothing', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(startApplication({ config: configOf({ PORT: String(port) }), log })).rejects.toThrow(
      new StartupError(
        `Port ${port} on 127.0.0.1 is in use. Stop the other program, or set PORT to another number.`,
      ),
    );
    expect(existsSync(path.join(folder, 'data'))).toBe(false);
    taken.close();
  });

  it('fails on a database that cannot be reached, names no password, and lets the port go', async () => {
    const port = await freePort();
    const env = {
      PORT: String(port),
      DATABASE_URL: `mysql://jane:hunter2@127.0.0.1:${await freePort()}/orders`,
    };
    const failure = await startApplication({ config: configOf(env), log }).then(
      () => null,
      (error: unknown) => error as Error,
    );
    expect(failure).toBeInstanceOf(StartupError);
    expect(failure!.message).not.toContain('hunter2');
    expect(failure!.message).not.toContain('\n');
    expect(existsSync(path.join(folder, 'data'))).toBe(false);
    const again = createServer().listen(port, '127.0.0.1');
    await once(again, 'listening');
    again.close();
  });

  it('refuses a schema that is newer than the program', async () => {
    const { database, options, drop } = await createTestDatabase();
    await database.transaction((sql) =>
      sql.execute('INSERT INTO schema_migrations (timestamp, name) VALUES (?, ?)', [
        9_999_999_999_999,
        'FromTheFuture9999999999999',
      ]),
    );
    const config = { ...configOf(), database: options as ReturnType<typeof configOf>['database'] };
    await expect(startApplication({ config, log })).rejects.toThrow(/newer than this program/);
    await drop();
  });
});

describe('stopping', () => {
  it('lets a running request finish', async () => {
    const application = await startApplication({ config: { ...configOf(), secret: 'x'.repeat(32) }, log });
    const slow = new Promise<void>((resolve) => setTimeout(resolve, 200));
    const { reader } = application.services.database;
    const isMigrated = jest
      .spyOn(application.services.database, 'isMigrated')
      .mockImplementation(async () => {
        await slow;
        return (await reader.rows('SELECT 1 AS one')).length === 1;
      });
    const running = fetch(`${application.url}/readyz`);
    while (isMigrated.mock.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const stopped = application.stop();
    const response = await running;
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'keep-alive']);
    const forced = jest.spyOn(Server.prototype, 'closeAllConnections');
    await stopped;
    expect(forced).not.toHaveBeenCalled();
    forced.mockRestore();
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
