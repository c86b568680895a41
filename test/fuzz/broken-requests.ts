import * as fc from 'fast-check';
import { hostileJson, hostileNumber, hostileText } from './hostile';
import { json, Raw } from './wire';

const DOCUMENTS = [
  '{ viewer { __typename } }',
  'query A($n: Int) { orders(first: $n) { nodes { id number lines { sku } } pageInfo { endCursor } } }',
  'mutation M($input: PlaceOrderInput!) { placeOrder(input: $input) { order { number } replayed } }',
  'subscription { orderEvents(after: 0) { position } }',
  'query { node(id: "x") { ... on Order { number } ...F } } fragment F on Order { id ...F }',
  'query A { viewer { __typename } } query B { viewer { __typename } }',
  '{ __schema { types { fields { type { ofType { ofType { name } } } } } } }',
];
const CUTTINGS = [
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '"',
    '"""',
    '$',
    '@',
    ':',
    '!',
    '...',
    '|',
    '&',
    '#',
    '\\',
    '\\u{110000}',
    '\0',
  ],
  ...[
    '@include(if: $n)',
    '@skip',
    '@deprecated',
    '@defer',
    '...F',
    'fragment F on Query { viewer { __typename } }',
  ],
  ...[
    '__typename',
    'query',
    'subscription',
    'on',
    'null',
    'true',
    '1e999',
    '9'.repeat(50),
    '-',
    '\ufeff',
    '😀',
  ],
];

/** A document with something cut out of it, put into it, or said again and again. */
export const brokenDocument: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...DOCUMENTS),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 8 }), fc.constantFrom('', ...CUTTINGS)), {
          minLength: 1,
          maxLength: 5,
        }),
      )
      .map(([text, cuts]) =>
        cuts.reduce((whole, [at, length, put]) => {
          const place = at % (whole.length + 1);
          return whole.slice(0, place) + put + whole.slice(place + length);
        }, text),
      ),
  },
  { weight: 1, arbitrary: hostileText },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(1, 16, 300, 20_000), fc.nat({ max: 5 }))
      .map(([times, kind]) => repeated(times, kind)),
  },
);

function repeated(times: number, kind: number): string {
  switch (kind) {
    case 0:
      return `{ ${'viewer { '.repeat(times)} __typename ${'}'.repeat(times)} }`;
    case 1:
      return `{ ${Array.from({ length: times }, (_, i) => `a${i}: viewer { __typename }`).join(' ')} }`;
    case 2:
      return `{ viewer ${'@include(if: true) '.repeat(times)} { __typename } }`;
    case 3:
      return `{ nodes(ids: ${'['.repeat(times)}${']'.repeat(times)}) { id } }`;
    case 4:
      return `query { ...F0 } ${Array.from({ length: times }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F${times} on Query { viewer { __typename } }`;
    default:
      return `query ${Array.from({ length: times }, (_, i) => `Q${i} { viewer { __typename } }`).join(' query ')}`;
  }
}

/** Members of a request's body, of any type. */
const members = fc.record(
  {
    query: fc.oneof(
      { weight: 3, arbitrary: fc.oneof(fc.constantFrom(...DOCUMENTS), brokenDocument) },
      { weight: 1, arbitrary: fc.oneof(hostileJson, hostileNumber) },
    ),
    variables: fc.oneof(
      hostileJson,
      hostileText,
      fc.dictionary(fc.constantFrom('n', 'input', '__proto__'), fc.oneof(hostileJson, hostileNumber)),
    ),
    operationName: fc.oneof(fc.constantFrom<unknown>('A', 'B', '', null), hostileText, hostileJson),
    extensions: fc.oneof(
      hostileJson,
      fc.record({
        persistedQuery: fc.oneof(
          hostileJson,
          fc.record(
            { version: hostileNumber, sha256Hash: fc.oneof(hostileText, fc.constant('0'.repeat(64))) },
            { requiredKeys: [] },
          ),
        ),
      }),
    ),
    documentId: fc.oneof(hostileText, hostileJson, fc.constant(`sha256:${'0'.repeat(64)}`)),
    id: fc.oneof(hostileText, hostileJson),
  },
  { requiredKeys: [] },
);

/** JSON with an edge; and what is no JSON, or not an object. */
export const brokenBody: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: members.map(json) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(members.map(json), fc.nat(), fc.constantFrom('', ...CUTTINGS))
      .map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      hostileText,
      hostileJson.map(json),
      fc.array(members, { maxLength: 3 }).map((list) => json(list)),
    ),
  },
  { weight: 1, arbitrary: members.map((some) => `{"query":1,${json(some).slice(1)}`) },
  {
    weight: 1,
    arbitrary: members.map((some) => json({ ...some, padding: new Raw(`"${'x'.repeat(1_000_001)}"`) })),
  },
);

const HEADERS = [
  ...[
    'host: x',
    'host:',
    'host: a\r\nhost: b',
    'connection: upgrade',
    'connection: close',
    'connection: keep-alive, x',
  ],
  ...[
    'content-type: application/json',
    'content-type: application/json; charset=utf-16',
    'content-type: text/plain',
  ],
  ...[
    'content-type: multipart/form-data; boundary=x',
    'content-type: application/graphql',
    'content-type:',
    'content-encoding: gzip',
  ],
  ...[
    'content-length: 2',
    'content-length: 0',
    'content-length: -1',
    'content-length: 1e3',
    'content-length: 99999999999999999999',
  ],
  ...[
    'content-length: 2\r\ncontent-length: 3',
    'transfer-encoding: chunked',
    'transfer-encoding: gzip, chunked',
    'transfer-encoding: x',
  ],
  ...[
    'expect: 100-continue',
    'expect: 200-ok',
    'upgrade: websocket',
    'upgrade: h2c',
    'sec-websocket-version: 13',
    'sec-websocket-version: 99',
  ],
  ...[
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-key: x',
    'sec-websocket-protocol: graphql-transport-ws',
  ],
  ...[
    'sec-websocket-protocol: ,,',
    'sec-websocket-protocol: graphql-ws, graphql-transport-ws',
    'sec-websocket-extensions: permessage-deflate; x="',
  ],
  ...[
    'origin: null',
    'origin: http://',
    'origin: \x7f',
    'accept: */*;q=x',
    'accept: application/graphql-response+json',
    'accept:',
  ],
  ...[
    'authorization: Bearer',
    'authorization: Basic x',
    'authorization: Bearer eyJhbGciOiJub25lIn0.e30.',
    'authorization: bearer \0',
  ],
  ...[
    'x-forwarded-for: \x01',
    'x-forwarded-for: 1, 2, ::, x',
    'x-request-id: ${jndi}',
    'x-request-id: é',
    'apollo-require-preflight: 1',
  ],
  ...[
    'no colon',
    ': no name',
    'a b: c',
    'é: é',
    ' folded: yes',
    `x: ${'x'.repeat(20_000)}`,
    `cookie: ${'a=b; '.repeat(50)}`,
    'x:\0y',
  ],
];
const TARGETS = [
  ...[
    '/graphql',
    '/graphql?query={__typename}',
    '/graphql?query=%7Bviewer%7B__typename%7D%7D&variables=%7B',
    '/graphql?query=%00%ff%',
    '/graphql?',
    '/graphql/',
  ],
  ...[
    '/graphql?query=mutation{x}&operationName=__proto__&extensions=[]',
    '/graphql?extensions=%7B%22persistedQuery%22%3A1%7D',
    '/readyz',
    '/healthz',
    '/playground',
  ],
  ...[
    '/playground/../../package.json',
    '/playground/%2e%2e%2fpackage.json',
    '/playground/%00',
    '/playground/%',
    '//',
    '/%',
    '*',
    'http://x/graphql',
    '/?' + 'a'.repeat(9_000),
    '/\x7f',
  ],
];

/** A request as it is written on the connection: wrong in its line, its headers, its length or its body. */
export const rawRequest: fc.Arbitrary<string> = fc
  .record({
    method: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('POST', 'GET', 'OPTIONS', 'HEAD') },
      {
        weight: 2,
        arbitrary: fc.constantFrom('PUT', 'DELETE', 'TRACE', 'CONNECT', 'PRI', 'post', 'G\0T', ''),
      },
    ),
    target: fc.constantFrom(...TARGETS, '/graphql', '/graphql', '/graphql'),
    version: fc.oneof(
      { weight: 20, arbitrary: fc.constant('HTTP/1.1') },
      { weight: 1, arbitrary: fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/1.1 ', '') },
    ),
    headers: fc.array(fc.oneof(fc.constantFrom(...HEADERS), fc.string({ unit: 'binary', maxLength: 20 })), {
      maxLength: 9,
    }),
    body: fc.oneof(
      fc.constantFrom(
        '',
        '{}',
        '2\r\n{}\r\n0\r\n\r\n',
        'ffffffffff\r\n',
        '-1\r\n',
        '{"query":"{__typename}"}',
      ),
      hostileText,
    ),
  })
  .map(
    ({ method, target, version, headers, body }) =>
      `${method} ${target} ${version}\r\n${['host: x', ...headers].join('\r\n')}\r\n\r\n${body}`,
  );
