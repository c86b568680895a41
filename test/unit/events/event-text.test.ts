import { parsedData } from '../../../src/events/event-data';
import { isLarge, packedText, plainText } from '../../../src/events/event-text';
import { exactJson } from '../../../src/shared/json-safe';

const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: `row ${i}`,
    amount: BigInt(i),
    at: new Date(i),
    note: 'ß🙂',
  }));

describe('the text of an event', () => {
  it('is large from more than 500 rows in one list', () => {
    expect(isLarge({ order: {}, lines: rows(500), scheduleLines: rows(500) })).toBe(false);
    expect(isLarge({ order: {}, lines: rows(501) })).toBe(true);
  });

  it.each([
    ['rows', { order: { number: 'A', total: 1n }, lines: rows(1_001), linesReplaced: true }],
    ['as many rows as become text at once', { lines: rows(600) }],
    ['lists without rows', { lines: [], scheduleLines: rows(501), holds: [] }],
    ['what is undefined', { order: undefined, lines: rows(501), extra: undefined }],
    ['nothing', {}],
  ])('stands for the same JSON when it is packed: %s', async (_name, data: Record<string, unknown>) => {
    const packed = await packedText(data);
    expect(plainText(packed)).toBe(exactJson(data));
    expect(parsedData({ type: 'OrderPlaced', schemaVersion: 1, data: packed })).toEqual(
      JSON.parse(exactJson(data)),
    );
  });

  it('is a small part of the JSON when it is packed', async () => {
    const data = { lines: rows(5_000) };
    expect((await packedText(data)).length).toBeLessThan(exactJson(data).length / 4);
  });

  it('is as it stands when it was not packed', () => {
    expect(plainText('{"order":{}}')).toBe('{"order":{}}');
  });
});
