import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensurePrincipal } from '../../../src/principals/principals';
import { signToken } from '../../../src/auth/tokens';
import { checkInvariants } from '../../support/invariants';
import { readConfig } from '../../../src/config/config';
import type { ImportReport } from '../../../src/imports/import-report';
import { startApplication, type Application } from '../../../src/server/application';
import { createLogger } from '../../../src/shared/logger';
import { CommandLine } from '../../support/command-line';
import { sourceFigures, unexplained } from '../../support/import-world';
import { LiveClient } from '../../support/live-client';
import { describeWithData } from '../../support/source-data';

jest.setTimeout(300_000);

describeWithData('orderwire import', 'northwind', (folder) => {
  let cli: CommandLine;
  let scratch: string;

  beforeAll(async () => {
    cli = await CommandLine.create();
    scratch = mkdtempSync(path.join(tmpdir(), 'orderwire-source-'));
  });
  afterAll(async () => {
    await cli.drop();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('refuses a wrong folder in one line, before it touches the database', async () => {
    const nowhere = path.join(scratch, 'nowhere');
    expect(await cli.run(['import', 'northwind', nowhere])).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: `orderwire: The folder ${nowhere} cannot be read: it does not exist.\n`,
    });
    const other = await cli.run(['import', 'adventureworks', folder]);
    expect([other.code, other.stderr]).toEqual([
      1,
      `orderwire: The folder ${folder} lacks Address.csv, AddressType.csv, BusinessEntityAddress.csv, ` +
        'BusinessEntityContact.csv, ContactType.csv, 25 more, plain or as .csv.gz.\n',
    ]);
    expect(existsSync(path.join(cli.folder, 'data'))).toBe(false);
  });

  it('refuses a table without a column that it needs', async () => {
    cpSync(folder, scratch, { recursive: true });
    const file = path.join(scratch, 'Orders.csv');
    const text = readFileSync(file, 'utf8').replace('ShipVia', 'Shipper');
    rmSync(file);
    writeFileSync(file, text);
    const { code, stderr } = await cli.run(['import', 'northwind', scratch]);
    expect([code, stderr]).toEqual([1, `orderwire: ${file} lacks the column ShipVia.\n`]);
    expect(existsSync(path.join(cli.folder, 'data'))).toBe(false);
  });

  it('refuses a day that is none', async () => {
    const { code, stderr } = await cli.run(['import', 'northwind', folder, '--until', '1997-02-30']);
    expect(code).toBe(1);
    expect(stderr).toContain('Use a day of the form YYYY-MM-DD.');
  });

  describe('while a server runs on the same database', () => {
    let server: Application;
    let live: LiveClient;

    beforeAll(async () => {
      const config = readConfig(cli.env, cli.folder);
      server = await startApplication({ config, log: createLogger('silent') });
      const admin = { name: 'test-admin', kind: 'USER', roles: ['ADMIN'] } as const;
      const { id } = await ensurePrincipal(
        server.services.database,
        { ...admin, roles: ['ADMIN'] },
        new Date(),
      );
      live = new LiveClient(server.url, await signToken(server.secret, { sub: id }, 3600));
    });
    afterAll(async () => {
      await live.close();
      await server.stop();
    });

    it('goes on after it was killed, and its events reach a subscriber of the server, each once and in order', async () => {
      const subscription = live.subscribe('subscription { orderEvents(after: 0) { position type } }');
      const killed = await cli.run(['import', 'northwind', folder], {
        onLine(line, child) {
          if (line.startsWith('addresses:')) child.kill('SIGKILL');
        },
      });
      expect(killed.signal).toBe('SIGKILL');

      const json = path.join(cli.folder, 'report.json');
      const finished = await cli.run(['import', 'northwind', folder, '--json', json]);
      expect(finished).toMatchObject({ code: 0, stderr: expect.stringContaining('orders: 830\n') });
      expect(finished.stdout).toContain('Every row is here, and every difference comes of rounding alone.');
      const report = JSON.parse(readFileSync(json, 'utf8')) as ImportReport;
      expect(sourceFigures(report, 'all', ['orders', 'lines'])).toEqual({ '': ['830', '2155'] });
      expect(unexplained(report)).toEqual([]);
      expect(report.steps.find(({ name }) => name === 'accounts')).toMatchObject({ resumed: 91, written: 0 });

      const seen = new Map<string, number>();
      for (
        let last = 0;
        (seen.get('OrderImported') ?? 0) < 830 || (seen.get('ShipmentShipped') ?? 0) < 809;
      ) {
        const { position, type } = (await subscription.next()).orderEvents as {
          position: string;
          type: string;
        };
        expect(Number(position)).toBeGreaterThan(last);
        last = Number(position);
        seen.set(type, (seen.get(type) ?? 0) + 1);
      }
      expect(Object.fromEntries(seen)).toEqual({ OrderImported: 830, ShipmentShipped: 809 });
      await subscription.end();
      expect(await checkInvariants(server.services.database.reader)).toEqual([]);
    });

    it('reports everything as before when it is repeated', async () => {
      const { code, stdout } = await cli.run(['import', 'northwind', folder]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^orders +830 +0 +830 +0 +0$/m);
      expect(stdout).toMatch(/^accounts +91 +0 +91 +0 +0$/m);
    });

    it('ends with 1 and names the row when one is rejected', async () => {
      const file = path.join(scratch, 'Orders.csv');
      const text = readFileSync(file, 'utf8')
        .replace('Shipper', 'ShipVia')
        .replace(/^10248,VINET,/m, '10248,NOONE,');
      writeFileSync(file, text);
      const { code, stdout } = await cli.run(['import', 'northwind', scratch]);
      expect(code).toBe(1);
      expect(stdout).toContain('Orders.csv line 2: INVALID_REFERENCE: There is no account "NOONE"');
    });
  });
});
