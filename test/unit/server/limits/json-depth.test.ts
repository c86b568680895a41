import { isTooDeep, MAX_JSON_DEPTH } from '../../../../src/server/limits/json-depth';

const nested = (levels: number, [open, close]: [string, string] = ['[', ']'], inside = '1'): Buffer =>
  Buffer.from(open.repeat(levels) + inside + close.repeat(levels));

describe('the depth of JSON', () => {
  it.each<[string, string]>([
    ['[', ']'],
    ['{"a":', '}'],
    ['[ ', '\n]'],
  ])('is bounded: %j', (...brackets) => {
    expect(isTooDeep(nested(MAX_JSON_DEPTH, brackets))).toBe(false);
    expect(isTooDeep(nested(MAX_JSON_DEPTH + 1, brackets))).toBe(true);
  });

  it('does not count what stands in texts, nor what stands side by side', () => {
    const brackets = '[{'.repeat(MAX_JSON_DEPTH);
    expect(isTooDeep(nested(50, ['[', ']'], JSON.stringify(brackets)))).toBe(false);
    expect(isTooDeep(nested(50, ['[', ']'], JSON.stringify(`\\"${brackets}\\`)))).toBe(false);
    expect(isTooDeep(Buffer.from(`[${Array(500).fill('[{}]').join()}]`))).toBe(false);
  });
});
