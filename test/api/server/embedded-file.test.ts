import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../../src/config/config';
import { tokenSecret } from '../../../src/config/secret';
import { openDatabase } from '../../../src/persistence/open-database';
import { startApplication } from '../../../src/server/application';
import { StartupError } from '../../../src/shared/startup-error';
import { keptLog } from '../../support/log';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'orderwire-file-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

async function migrated(file: string): Promise<void> {
  const database = await openDatabase({ kind: 'sqlite', file });
  await database.migrate();
  await database.close();
}

it('is whole in its one file when the database has been closed, without the write-ahead log', async () => {
  const [file, copy] = [path.join(folder, 'a.db'), path.join(folder, 'copy.db')];
  await migrated(file);
  copyFileSync(file, copy);
  const restored = await openDatabase({ kind: 'sqlite', file: copy });
  expect(await restored.isMigrated()).toBe(true);
  await restored.close();
});

describe('what the server makes', () => {
  it('is of its owner alone: data directory, database, write-ahead log, secret', async () => {
    const dataDirectory = path.join(folder, 'below', 'data');
    const file = path.join(dataDirectory, 'orderwire.db');
    const database = await openDatabase({ kind: 'sqlite', file });
    await database.migrate();
    await tokenSecret({ secret: null, dataDirectory });
    expect([path.dirname(dataDirectory), dataDirectory].map(modeOf)).toEqual(['700', '700']);
    const files = [file, `${file}-wal`, `${file}-shm`, path.join(dataDirectory, 'secret')];
    expect(files.map(modeOf)).toEqual(['600', '600', '600', '600']);
    await database.close();
  });

  it.each([
    [0o644, '600'],
    [0o666, '600'],
    [0o640, '640'],
    [0o660, '660'],
  ])('before, with the mode %o, is closed to all others and left to its group', async (before, after) => {
    const file = path.join(folder, 'a.db');
    await migrated(file);
    const parts = [file, `${file}-wal`, `${file}-shm`].filter((each) => existsSync(each));
    for (const part of parts) chmodSync(part, before);
    await migrated(file);
    expect(parts.map(modeOf)).toEqual(parts.map(() => after));
  });

  it('cannot be made where a file stands in the way, and says so', async () => {
    const file = path.join(folder, 'a.db', 'orderwire.db');
    closeSync(openSync(path.dirname(file), 'w'));
    await expect(openDatabase({ kind: 'sqlite', file })).rejects.toThrow(
      /^The database file .*orderwire\.db cannot be opened: /,
    );
  });
});

describe('a damaged file', () => {
  const DAMAGES: Readonly<Record<string, (fd: number, size: number) => void>> = {
    'with another beginning': (fd) => void writeSync(fd, Buffer.alloc(100, 1), 0, 100, 0),
    'with a spoilt schema': (fd) => void writeSync(fd, Buffer.alloc(3_000, 9), 0, 3_000, 100),
    'with a spoilt page': (fd, size) =>
      void writeSync(fd, Buffer.alloc(8_192, 7), 0, 8_192, Math.floor(size / 8_192) * 4_096),
    'that is cut off': (fd, size) => ftruncateSync(fd, Math.floor(size / 2)),
    'that is a text': (fd) => {
      ftruncateSync(fd, 0);
      writeSync(fd, 'This is no database at all. '.repeat(1_000));
    },
  };

  it.each(Object.keys(DAMAGES))('%s is refused at the start with a sentence', async (name) => {
    const config = readConfig({ PORT: '0', ORDERWIRE_DATA_DIR: folder, ORDERWIRE_DEMO: '0' }, folder);
    const { file } = config.database as { file: string };
    await migrated(file);
    rmSync(`${file}-wal`, { force: true });
    const fd = openSync(file, 'r+');
    DAMAGES[name]!(fd, statSync(file).size);
    closeSync(fd);
    const before = readFileSync(file);
    const failure = await startApplication({ config, log: keptLog().log }).then(
      () => null,
      (error: unknown) => error as Error,
    );
    expect(failure).toBeInstanceOf(StartupError);
    expect(failure!.message).toMatch(/^The database file \S+ (is damaged|cannot be opened)[^\n]+$/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('that is new and empty is none', async () => {
    const file = path.join(folder, 'a.db');
    closeSync(openSync(file, 'w'));
    await migrated(file);
  });
});
