import * as fc from 'fast-check';
import { toGlobalId } from '../../src/shared/global-id';
import { Raw } from './wire';

const KNOWN_TROUBLE = [
  ...['', ' ', '\t\r\n', '\0', 'a\0b', '\u0001\u001f\u007f', '\ufeff', '\ufffe\uffff', '\u2028\u2029'],
  ...['\ud800', '\udfff', 'a\ud83d', '\udc00\ud800', '😀', '👩‍👩‍👧‍👦', '𝔘𝔫𝔦', '\u202eabc\u202c', 'שלום', 'مرحبا'],
  ...['e\u0301', 'é', 'ß', 'İ', 'ﬃ', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘', '１２', '٣', '½'],
  ...[
    "' OR '1'='1",
    "'; DROP TABLE orders; --",
    '" OR 1=1 --',
    "\\'; SELECT SLEEP(9) -- ",
    '1; ATTACH DATABASE',
    '`id`',
  ],
  ...['%', '_', '!%', '\\', '\\\\', '?', ':id', '@@version', '/*', '*/', '--', '#', '0x41', "x'41'", 'NULL'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'undefined',
    'null',
    'true',
    '[object Object]',
  ],
  ...['NaN', 'Infinity', '-Infinity', '1e309', '-0', '1e-400', '0x10', '1_000', '1,5', '+1', '1.', '.5', '٠'],
  ...[
    '<script>alert(1)</script>',
    '${7*7}',
    '{{7*7}}',
    '../../etc/passwd',
    'file:///etc/passwd',
    '%00',
    '%s%n',
  ],
];
const LENGTHS = [64, 65, 200, 255, 256, 1_000, 5_000, 70_000];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...KNOWN_TROUBLE) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('x', ' ', '\0', '9', '😀', '%', 'e\u0301', '\ud800'),
        fc.constantFrom(...LENGTHS),
      )
      .map(([unit, length]) => unit.repeat(length)),
  },
);

/** Numbers as JSON may spell them, among them ones that JavaScript reads as Infinity, and ones that JSON does not have. */
export const hostileNumber: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      ...[
        0, -1, 1.5, -0.5, 0.1, 200, 201, 1_000_000, 1_000_001, 2_147_483_647, 2_147_483_648, -2_147_483_648,
      ],
      ...[
        -2_147_483_649,
        4_294_967_296,
        new Raw('9007199254740993'),
        9.3e18,
        1e19,
        1e308,
        5e-324,
        new Raw('-0'),
      ],
      ...[new Raw('1e999'), new Raw('-1e999'), new Raw('1.0'), new Raw('1E2'), new Raw('9'.repeat(400))],
    ),
  },
  { weight: 1, arbitrary: fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((n) => new Raw(String(n))) },
);

export const hostileDate: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...['0000-00-00', '0000-01-01', '0001-01-01', '1000-01-01', '1582-10-10', '1969-12-31', '9999-12-31'],
    ...[
      '10000-01-01',
      '+275760-09-13',
      '-000001-01-01',
      '2026-02-29',
      '2026-02-30',
      '2026-13-01',
      '2026-1-1',
    ],
    ...['2026-03-01T25:61:00Z', '2026-03-01T00:00:00+99:99', '0001-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
    ...[
      '9999-12-31T23:59:59.999999999Z',
      '1969-12-31T23:59:59.999Z',
      '2026-03-01T00:00:00',
      '2026-12-31T23:59:60Z',
    ],
    ...[
      '+275760-09-13T00:00:00.000Z',
      '-271821-04-20T00:00:00.000Z',
      '9999-12-31T23:59:59-23:59',
      '20260301',
      'today',
    ],
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
);

export const hostileId: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('Order', 'OrderLine', 'Account', 'Nothing', 'order', '', '__proto__', 'DomainEvent'),
      fc.ulid(),
    )
    .map(([type, id]) => toGlobalId(type, id)),
  fc
    .constantFrom('Order:', ':', 'Order:1', 'Order:' + '7'.repeat(26), 'Order:' + 'Z'.repeat(26), 'Order:\0')
    .map(base64url),
  fc.string({ unit: 'binary', maxLength: 60 }).map(base64url),
  fc.constantFrom('1', '0', '-1', 'T3JkZXI6', '====', 'x'.repeat(10_000)),
);

/** Cursors, and what begins like one. */
export const hostileCursor: fc.Arbitrary<string> = fc.oneof(
  fc.json({ maxDepth: 2 }).map(base64url),
  fc
    .tuple(fc.constantFrom('orders', 'accounts', 'NUMBER', 'DATE'), fc.jsonValue({ maxDepth: 1 }))
    .map((parts) => base64url(JSON.stringify(parts))),
);

/** JSON of any kind, some of it as deep as a body may carry. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, [], {}, [[]], [null], { '': null }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}']), fc.constantFrom(10, 100, 1_000, 20_000))
      .map(([[open, close], depth]) => new Raw(open!.repeat(depth) + '1' + close!.repeat(depth))),
  },
);

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
