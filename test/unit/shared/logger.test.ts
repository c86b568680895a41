import { keptLog } from '../../support/log';

describe('the log', () => {
  it('strikes secrets out, also inside of an object', () => {
    const { log, lines } = keptLog();
    log.info(
      { token: 't1', headers: { authorization: 'Bearer t2', cookie: 't3' }, user: { password: 't4' } },
      'hello',
    );
    expect(lines[0]).toMatchObject({
      msg: 'hello',
      token: '[secret]',
      headers: { authorization: '[secret]' },
    });
    expect(JSON.stringify(lines)).not.toMatch(/t[1-4]/);
  });

  it('strikes out keys, tokens and passwords wherever they stand', () => {
    const { log, lines } = keptLog();
    const key = `owk_abcdefgh_${'k'.repeat(43)}`;
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';
    log.info({ deep: { deeper: [`Bearer ${key}`, token] } }, 'mysql://user:hunter2@db:3306/orders');
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/kkk|c2lnbmF0dXJl|hunter2/);
    expect(text).toContain('mysql://user:[secret]@db:3306/orders');
  });

  it('shows of an error what helps, and not what a driver hangs on it', () => {
    const { log, lines } = keptLog();
    const cause = Object.assign(new Error('inner'), {
      code: 'ER_X',
      sql: 'SELECT secret',
      parameters: ['jane@example.com'],
    });
    log.error({ err: new Error('outer', { cause }) }, 'failed');
    expect(lines[0]).toMatchObject({ err: { message: 'outer', cause: { message: 'inner', code: 'ER_X' } } });
    expect(JSON.stringify(lines)).not.toContain('jane@example.com');
  });
});
