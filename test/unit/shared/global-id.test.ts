import { parseGlobalId, toGlobalId } from '../../../src/shared/global-id';

const asBuffer = (type: string, id: string): string =>
  Buffer.from(`${type}:${id}`, 'utf8').toString('base64url');

it.each(['', 'a', 'ab', 'abc', '01JDKF9X8Q7WZR2TY5HB3MN6PA', 'x'.repeat(500)])(
  'is base64url without padding, whatever the length: %s',
  (id) => {
    for (const type of ['O', 'Or', 'Ord']) {
      expect(toGlobalId(type, id)).toBe(asBuffer(type, id));
      expect(parseGlobalId(toGlobalId(type, id))).toEqual({ type, id });
    }
  },
);

it.each(['???', '>>>', '~~~', '\u007f\u007f\u007f', 'Zürich', 'ÿÿÿ', '東京', '🚚', 'half: \ud83d'])(
  'is base64url of UTF-8, whatever the characters: %j',
  (id) => {
    for (const type of ['O', 'Or', 'Ord']) expect(toGlobalId(type, id)).toBe(asBuffer(type, id));
  },
);
