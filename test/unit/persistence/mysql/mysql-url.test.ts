import { readUrl } from '../../../../src/persistence/mysql/mysql-url';
import { StartupError } from '../../../../src/shared/startup-error';

const URL = 'mysql://user:hunter2@db:3306/orders';

describe('the URL of a database', () => {
  it('has one scheme for MariaDB and MySQL, and no TLS unless it asks for it', () => {
    expect(readUrl(URL)).toEqual({ url: URL, tls: undefined });
    expect(readUrl(URL.replace('mysql', 'mariadb'))).toEqual({ url: URL, tls: undefined });
    expect(readUrl(`${URL}?ssl-mode=DISABLED&charset=utf8mb4`).tls).toBeUndefined();
  });

  it.each([
    ['REQUIRED', { rejectUnauthorized: false }],
    ['VERIFY_CA', { rejectUnauthorized: true }],
    ['VERIFY_IDENTITY', { rejectUnauthorized: true, verifyIdentity: true }],
  ])('asks for TLS by ssl-mode=%s', (mode, tls) => {
    expect(readUrl(`${URL}?ssl-mode=${mode}`).tls).toEqual(tls);
  });

  it.each(['ssl=true', 'sslmode=require', 'useSSL=true', 'tls=1', 'ssl-mode=require', 'ssl-ca=/ca.pem'])(
    'is refused, without its password, when it asks for TLS in another way: %s',
    (parameter) => {
      expect(() => readUrl(`${URL}?${parameter}`)).toThrow(StartupError);
      expect(() => readUrl(`${URL}?${parameter}`)).toThrow(/^DATABASE_URL may ask for TLS by ssl-mode=/);
      expect(() => readUrl(`${URL}?${parameter}`)).not.toThrow(/hunter2/);
    },
  );

  it.each(['10.0.0.7', '[::1]'])('cannot have the identity of an address verified: %s', (host) => {
    expect(() => readUrl(`mysql://user:pass@${host}:3306/orders?ssl-mode=VERIFY_IDENTITY`)).toThrow(
      'ssl-mode=VERIFY_IDENTITY in DATABASE_URL needs a host name: an address is not compared.',
    );
  });

  it.each(['not a url', 'postgres://user:pass@db/orders', 'mysql://db'])('is not %s', (url) => {
    expect(() => readUrl(url)).toThrow(StartupError);
  });
});
