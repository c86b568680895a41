import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '../../../src/persistence/open-database';
import { EventReader } from '../../../src/events/event-reader';
import { readConfig } from '../../../src/config/config';
import { CommandLine } from '../../support/command-line';
import { testDatabaseKind } from '../../support/databases';

let cli: CommandLine;

beforeAll(async () => {
  cli = await CommandLine.create();
});
afterAll(() => cli.drop());

async function epoch(): Promise<string> {
  const database = await openDatabase(readConfig(cli.env, cli.folder).database);
  try {
    if (testDatabaseKind() === 'sqlite') await database.reader.rows('PRAGMA wal_checkpoint(TRUNCATE)');
    return (await new EventReader(database.reader).end()).epoch;
  } finally {
    await database.close();
  }
}

/** Runs `orderwire restored`, and returns the epoch that it names. */
async function restored(): Promise<string> {
  const { code, stdout, stderr } = await cli.run(['restored']);
  expect([code, stderr]).toEqual([0, '']);
  return /has the epoch (\S+) now/.exec(stdout)![1]!;
}

test('`orderwire restored` gives the log another epoch each time, and `migrate` keeps it', async () => {
  expect((await cli.run(['migrate'])).code).toBe(0);
  const epochs = [await epoch()];
  for (let i = 0; i < 2; i++) {
    epochs.push(await restored());
    expect(await epoch()).toBe(epochs.at(-1));
  }
  expect((await cli.run(['migrate'])).code).toBe(0);
  expect(await epoch()).toBe(epochs.at(-1));
  expect(new Set(epochs).size).toBe(3);
  for (const each of epochs) expect(each).toMatch(/^[\w-]{12}$/);
});

const onEmbedded = testDatabaseKind() === 'sqlite' ? test : test.skip;

onEmbedded('two restores of one backup have different epochs', async () => {
  const file = path.join(cli.folder, 'data', 'orderwire.db');
  const backup = path.join(cli.folder, 'backup.db');
  const before = await epoch();
  copyFileSync(file, backup);
  const first = await restored();
  await epoch();
  copyFileSync(backup, file);
  expect(await epoch()).toBe(before);
  const second = await restored();
  expect(new Set([before, first, second]).size).toBe(3);
});
