import {
  bulkPackets,
  statementIn,
  type BulkType,
  type ValueWriter,
} from '../../../../src/persistence/mapping/bulk-rows';

type Value = string | number | bigint | null;

const TYPES: readonly BulkType[] = ['integer', 'text'];

function write([number, text]: readonly [Value, Value], to: ValueWriter): void {
  to.integer(number as number | bigint | null);
  to.text(text as string | null);
}

const packetsOf = (...rows: [Value, Value][]) => bulkPackets(TYPES, rows, write);

/** The rows of a packet, read as the protocol's description has them. */
function rowsIn(packet: Buffer): [Value, Value][] {
  let at = 0;
  const take = (size: number): Buffer => packet.subarray(at, (at += size));
  expect(take(3).readUIntLE(0, 3)).toBe(packet.length - 4);
  expect([...take(2)]).toEqual([0, 0xfa]);
  expect(take(4).readUInt32LE()).toBe(7);
  expect([...take(6)]).toEqual([128, 0, 8, 0, 252, 0]);
  const isNull = (): boolean => {
    const [indicator] = take(1);
    expect([0, 1]).toContain(indicator);
    return indicator === 1;
  };
  const text = (): string => {
    const [first] = take(1) as unknown as [number];
    return take(first === 0xfd ? take(3).readUIntLE(0, 3) : first).toString('utf8');
  };
  const rows: [Value, Value][] = [];
  while (at < packet.length) {
    rows.push([isNull() ? null : take(8).readBigInt64LE(), isNull() ? null : text()]);
  }
  expect(at).toBe(packet.length);
  return rows;
}

const stored = (packets: readonly Buffer[]) => packets.flatMap((packet) => rowsIn(statementIn(packet, 7)));

describe('rows for bulk execution', () => {
  it('hold integers of every size and sign, and null', () => {
    const integers = [
      0,
      1,
      -1,
      2 ** 31,
      -(2 ** 31) - 1,
      2 ** 32,
      -(2 ** 32),
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
    ];
    const bigs = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)];
    const packets = packetsOf(...[...integers, ...bigs, null].map((value): [Value, Value] => [value, null]));
    expect(stored(packets)).toEqual(
      [...integers, ...bigs, null].map((value) => [value === null ? null : BigInt(value), null]),
    );
  });

  it('hold texts of every length and alphabet', () => {
    const texts = [
      '',
      'a',
      `'"\\\0`,
      'Zürich',
      '日本 👍',
      ...[19, 20, 21, 250, 251, 70_000].map((n) => 'x'.repeat(n)),
    ];
    const longer = [...texts, ...[19, 20, 21, 70_000].map((n) => 'ü'.repeat(n)), null];
    expect(stored(packetsOf(...longer.map((text): [Value, Value] => [1, text])))).toEqual(
      longer.map((text) => [1n, text]),
    );
  });

  it('go in several packets when they are many, and in none when there are none', () => {
    const rows = Array.from({ length: 70 }, (_, i): [Value, Value] => [i, 'x'.repeat(50_000)]);
    const packets = packetsOf(...rows);
    expect(packets).toHaveLength(4);
    expect(Math.max(...packets.map(({ length }) => length))).toBeLessThan(1_100_000);
    expect(stored(packets)).toEqual(rows.map(([i, text]) => [BigInt(i as number), text]));
    expect(packetsOf()).toEqual([]);
  });

  it('fit a single text of many megabytes, but none that is longer than a packet', () => {
    expect(stored(packetsOf([1, 'x'.repeat(5_000_000)]))[0]![1]).toHaveLength(5_000_000);
    expect(() => packetsOf([1, 'x'.repeat(0xff_ff_ff)])).toThrow('too long to be stored');
    expect(stored(packetsOf([2, 'after it']))).toEqual([[2n, 'after it']]);
  });

  it.each([NaN, Infinity, 1.5, 2 ** 53])('refuse the number %s', (value) => {
    expect(() => packetsOf([value, null])).toThrow(RangeError);
  });

  it('hold numbers as text where a text is due', () => {
    expect(stored(packetsOf([1, 5], [1, -7n]))).toEqual([
      [1n, '5'],
      [1n, '-7'],
    ]);
  });

  it('refuse an integer beyond 64 bits', () => {
    expect(() => packetsOf([-(2n ** 63n) - 1n, null])).toThrow(RangeError);
    expect(() => packetsOf([2n ** 63n, null])).toThrow('not an integer that can be stored');
    expect(stored(packetsOf([2, 'after it']))).toEqual([[2n, 'after it']]);
  });
});
