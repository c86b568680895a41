import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tokenSecret } from '../../../src/config/secret';

describe('tokenSecret', () => {
  let folder: string;
  const config = () => ({ secret: null, dataDirectory: path.join(folder, 'data') });

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'orderwire-secret-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is the configured one, and nothing is written', async () => {
    await expect(tokenSecret({ ...config(), secret: 'configured' })).resolves.toBe('configured');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is made once, and readable by its owner only', async () => {
    const secret = await tokenSecret(config());
    expect(secret.length).toBeGreaterThanOrEqual(32);
    await expect(tokenSecret(config())).resolves.toBe(secret);
    expect(statSync(path.join(folder, 'data', 'secret')).mode & 0o777).toBe(0o600);
  });

  it('is the same for all that start at once', async () => {
    const secrets = await Promise.all(Array.from({ length: 20 }, () => tokenSecret(config())));
    expect(new Set(secrets).size).toBe(1);
    expect(readdirSync(path.join(folder, 'data'))).toEqual(['secret']);
  });

  it('is refused when the file holds too little', async () => {
    await tokenSecret(config());
    writeFileSync(path.join(folder, 'data', 'secret'), 'short\n');
    await expect(tokenSecret(config())).rejects.toThrow(/less than 32 characters/);
  });

  it('says which file it cannot keep', async () => {
    writeFileSync(path.join(folder, 'data'), 'a file, not a folder');
    await expect(tokenSecret(config())).rejects.toThrow(/cannot be kept in .*secret.*ORDERWIRE_SECRET/);
  });
});
