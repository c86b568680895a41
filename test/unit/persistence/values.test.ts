import { bulkPackets, type ValueWriter } from '../../../src/persistence/mapping/entity-mapping';
import { literal, statementText } from '../../../src/persistence/statement-text';
import { storable } from '../../../src/persistence/values';
import { UNSTORABLE } from '../../support/unstorable';

const refusal = expect.objectContaining({ message: expect.stringMatching(/^A statement takes|stored$/) });

describe('a value of a statement', () => {
  it.each(['', 'a', `'\\"`, 0, -0, -1.5, 2 ** 53, 0n, 2n ** 63n - 1n, -(2n ** 63n), null, Buffer.from('a')])(
    'may be %p',
    (value) => {
      expect(storable(value)).toBe(value);
    },
  );

  const writers: Readonly<Record<string, (value: unknown) => unknown>> = {
    'storable itself': storable,
    'a literal of MariaDB': literal,
    'the text of a statement': (value) => statementText('SELECT ?', [value]),
    'an integer in bulk': (value) => inBulk('integer', value),
    'a text in bulk': (value) => inBulk('text', value),
  };
  describe.each(Object.keys(writers))('for %s', (name) => {
    it.each(UNSTORABLE)('may not be %s', (_name, value) => {
      let thrown: unknown;
      try {
        writers[name]!(value);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toEqual(refusal);
      expect(thrown instanceof TypeError || thrown instanceof RangeError).toBe(true);
    });
  });

  it.each(['1', Buffer.from('1'), 1.5, 2 ** 53])('of an integer column in bulk may not be %p', (value) => {
    expect(() => inBulk('integer', value)).toThrow(RangeError);
  });

  it('that is a buffer is written as its bytes', () => {
    expect(literal(Buffer.from([0, 39, 255]))).toBe(`x'0027ff'`);
    const [packet] = inBulk('text', Buffer.from([0, 39, 255]));
    expect([...packet!.subarray(-8)]).toEqual([0, 0xfd, 3, 0, 0, 0, 39, 255]);
  });
});

function inBulk(type: 'integer' | 'text', value: unknown): Buffer[] {
  return bulkPackets([type], [value], (each, to: ValueWriter) => to[type](each as null));
}
