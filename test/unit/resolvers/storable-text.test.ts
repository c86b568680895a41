import { unstorableTexts } from '../../../resolvers/kit/storable-text';

const paths = (value: unknown, path = '') => unstorableTexts(value, path).map((field) => field.path);

describe('texts that cannot be stored', () => {
  it('are NUL and halves of surrogate pairs, at the beginning, inside and at the end', () => {
    for (const text of ['\0', 'a\0b', '\ud800', 'a\ud83d', '\ude00a', 'ä\udfffü']) {
      expect(unstorableTexts(text, 'text')).toEqual([
        { path: 'text', rule: 'storableText', message: expect.stringContaining('NUL') as string },
      ]);
    }
    for (const text of ['', 'plain', 'größer', '😀', '\u0001', '\ufffd']) {
      expect(unstorableTexts(text, 'text')).toEqual([]);
    }
  });

  it('are found in lists, objects and keys, each with its place', () => {
    const value = {
      name: 'a\0',
      lines: [{ sku: 'A' }, { sku: '\ud800', tags: ['ok', '\0'] }],
      more: { 'key\0': { inside: '\0' } },
    };
    expect(paths(value)).toEqual([
      ...['name', 'lines.1.sku', 'lines.1.tags.1'],
      ...['more.key\0', 'more.key\0.inside'],
    ]);
    expect(paths(value.lines, 'lines')).toEqual(['lines.1.sku', 'lines.1.tags.1']);
  });

  it('are not looked for in what is no text', () => {
    expect(paths([null, undefined, 1, 1n, true, new Date(0), { at: new Date(0), none: null }])).toEqual([]);
  });
});
