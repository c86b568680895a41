import { statementText } from '../../../src/persistence/statement-text';

describe('the text of a statement', () => {
  it('has its values in place of the question marks, in order', () => {
    const text = statementText('INSERT INTO t VALUES (?, ?, ?, ?, ?)', ['a', 1, -2n, null, -0.5]);
    expect(text).toBe(`INSERT INTO t VALUES ('a', 1, -2, NULL, -0.5)`);
  });

  it('keeps values with question marks whole', () => {
    expect(statementText('SELECT ?, ?', ['?', `'?`])).toBe(`SELECT '?', '''?'`);
  });

  it('escapes what ends a text or begins an escape, and nothing else', () => {
    expect(statementText('?', [`'\\\0`])).toBe(`'''\\\\\\0'`);
    const others = '"`\n\r\t\b\x1a;%_/*--#👩🏽‍🚀e\u0301';
    expect(statementText('?', [others])).toBe(`'${others}'`);
  });

  it('is the statement itself when there are no values', () => {
    expect(statementText('SELECT 1', [])).toBe('SELECT 1');
  });

  it.each([
    ['SELECT ?', ['a', 'b'], '2 values for 1 question marks in: SELECT ?'],
    ['SELECT ?, ?', ['a'], '1 values for 2 question marks in: SELECT ?, ?'],
    ['SELECT 1', ['a'], '1 values for 0 question marks in: SELECT 1'],
  ])('is refused for %s with %j', (sql, values, message) => {
    expect(() => statementText(sql, values)).toThrow(message);
  });

  it('does not repeat a long statement when it is refused', () => {
    const long = `SELECT ${'x'.repeat(1_000)} ?`;
    expect(() => statementText(long, [1, 2])).toThrow(/^2 values for 1 question marks in: SELECT x{193}$/);
  });

  it.each([NaN, Infinity, -Infinity])('is refused for %p, which is no number to store', (value) => {
    expect(() => statementText('SELECT ?', [value])).toThrow(RangeError);
  });
});
