import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../../src/persistence/open-database';

it('is whole in its one file when the database has been closed, without the write-ahead log', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'orderwire-file-'));
  const [file, copy] = [path.join(folder, 'a.db'), path.join(folder, 'copy.db')];
  const database = await openDatabase({ kind: 'sqlite', file });
  await database.migrate();
  await database.close();
  copyFileSync(file, copy);
  const restored = await openDatabase({ kind: 'sqlite', file: copy });
  expect(await restored.isMigrated()).toBe(true);
  await restored.close();
  rmSync(folder, { recursive: true, force: true });
});
