import * as fc from 'fast-check';
import { hostileJson, hostileNumber, hostileText } from './hostile';
import type { KnownRows } from './known-rows';
import { brokenBody, brokenDocument } from './broken-requests';
import { operationOf, payloadOf, type Operation } from './operations';
import { json, settled, Twice } from './wire';

/** One thing that a client does on its websocket: a text that is ready, a message that is settled when it is sent, bytes, or bytes past the protocol. */
export type Step =
  | { kind: 'text'; text: string; [fc.toStringMethod](): string }
  | { kind: 'message'; message: Record<string, unknown> }
  | { kind: 'operation'; id: string; operation: Operation }
  | { kind: 'binary'; bytes: Uint8Array }
  | { kind: 'raw'; bytes: Uint8Array }
  | { kind: 'wait'; ms: number };

/** A few ids, so that operations meet under the same one. */
const ids = fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '😀');
const anyId = fc.oneof(
  { weight: 8, arbitrary: ids },
  { weight: 1, arbitrary: fc.oneof(hostileText, hostileNumber, hostileJson) },
);

const subscriptions = (tokens: number) => fc.tuple(ids, operationOf('Subscription', tokens));
const asked = fc.tuple(ids, fc.oneof(operationOf('Query', 1), operationOf('Mutation', 1)));

const LIVE = [
  'subscription { orderEvents(after: 0) { position type data } }',
  'subscription { bookings(window: { period: TODAY }, groupBy: [], maxPerSecond: 20) { __typename } }',
  'subscription { orderStatusChanged(filter: {}) { position current { status } } }',
  'subscription S($after: Position) { orderEvents(after: $after) { position } }',
];

const fieldsOfMessage = {
  payload: fc.oneof(
    brokenDocument.map((query) => ({ query })),
    fc.record({
      query: fc.constantFrom(...LIVE),
      variables: fc.record({ after: fc.oneof(hostileNumber, hostileText, fc.nat({ max: 500 })) }),
    }),
    hostileJson,
  ),
};

/** For reports. */
function shortened(some: string): string {
  return some.length > 300
    ? `${JSON.stringify(some.slice(0, 300))} and ${some.length - 300} more`
    : JSON.stringify(some);
}

const message: fc.Arbitrary<Step> = fc
  .oneof(
    fc.record({ type: fc.constant<unknown>('subscribe'), id: anyId, ...fieldsOfMessage }),
    fc.record({ type: fc.constant<unknown>('complete'), id: anyId }),
    fc.record({
      type: fc.constantFrom<unknown>('ping', 'pong'),
      payload: fc.oneof(hostileJson, fc.constant(null)),
    }),
    fc.record(
      {
        type: fc.constantFrom<unknown>(
          'next',
          'error',
          'connection_ack',
          'start',
          'stop',
          '__proto__',
          1,
          null,
        ),
        id: anyId,
        payload: hostileJson,
      },
      { requiredKeys: [] },
    ),
    fc.record({
      type: fc.constantFrom<unknown>('subscribe', 'complete').map((type) => new Twice(type)),
      id: anyId,
      ...fieldsOfMessage,
    }),
  )
  .map((some) => ({ kind: 'message', message: some }));

const toBytes = (text: string) => new Uint8Array(Buffer.from(text));
const invalidUtf8 = fc.uint8Array({ maxLength: 40 });
const pingMessage = '{"type":"ping"}';

const text: fc.Arbitrary<Step> = fc
  .oneof(
    brokenBody,
    hostileText,
    hostileJson.map(json),
    fc.constantFrom('', 'null', '[]', '{"type":', '{"type":"subscribe"}', '{"type":"connection_init"}'),
    fc.constant(`{"type":"ping","payload":{"x":"${'x'.repeat(1_000_001)}"}}`),
    fc.constant(
      `{"type":"subscribe","id":"${'i'.repeat(100_000)}","payload":{"query":"{ viewer { __typename } }"}}`,
    ),
  )
  .map((some) => ({ kind: 'text', text: some, [fc.toStringMethod]: () => shortened(some) }));

const binary: fc.Arbitrary<Step> = fc
  .oneof(
    invalidUtf8,
    fc.constant(toBytes(pingMessage)),
    fc.constantFrom(1_000, 1_000_001).map((length) => new Uint8Array(length)),
  )
  .map((bytes) => ({ kind: 'binary', bytes }));

/** A frame with any of its parts wrong (RFC 6455, 5.2). */
const frame: fc.Arbitrary<Uint8Array> = fc
  .record({
    head: fc.oneof(
      fc.constantFrom(0x81, 0x82, 0x01, 0x80, 0x00, 0x88, 0x89, 0x8a),
      fc.integer({ min: 0, max: 255 }),
    ),
    masked: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    length: fc.oneof(fc.constant(null), fc.constantFrom(0, 125, 126, 127)),
    body: fc.oneof(
      invalidUtf8,
      fc.constant(toBytes(pingMessage)),
      fc.constantFrom(
        toBytes('{"type":"pi'),
        toBytes('ng"}'),
        new Uint8Array([3, 232]),
        new Uint8Array([3]),
        new Uint8Array([0, 0, 255]),
      ),
    ),
  })
  .map(
    ({ head, masked, length, body }) =>
      new Uint8Array([
        head,
        (masked ? 0x80 : 0) | (length ?? body.length),
        ...(masked ? [0, 0, 0, 0] : []),
        ...body,
      ]),
  );

const raw: fc.Arbitrary<Step> = fc
  .oneof(frame, fc.uint8Array({ maxLength: 60 }))
  .map((bytes) => ({ kind: 'raw', bytes }));

/** How a client introduces itself: most give the administrator's token (`$token`), some do it wrongly, twice, or not at all. */
export const introduction: fc.Arbitrary<string[]> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constant<string[]>([
      '{"type":"connection_init","payload":{"authorization":"Bearer $token"}}',
    ]),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.constantFrom<string[]>(
        [],
        ['{"type":"connection_init"}'],
        ['{"type":"connection_init","payload":null}'],
        ['{"type":"connection_init","payload":[]}'],
        ['{"type":"connection_init","payload":{"authorization":"Bearer $token","Authorization":1}}'],
        [
          '{"type":"connection_init","payload":{"authorization":"Bearer $token"}}',
          '{"type":"connection_init"}',
        ],
      ),
      fc
        .oneof(hostileJson, hostileText)
        .map((some) => [json({ type: 'connection_init', payload: { authorization: some } })]),
      hostileJson.map((payload) => [json({ type: 'connection_init', payload })]),
    ),
  },
);

const decent: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: subscriptions(1).map(toOperation) },
  { weight: 3, arbitrary: asked.map(toOperation) },
  { weight: 3, arbitrary: ids.map((id): Step => ({ kind: 'message', message: { type: 'complete', id } })) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 5, 30).map((ms): Step => ({ kind: 'wait', ms })) },
);
const anything: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: decent },
  { weight: 3, arbitrary: message },
  { weight: 1, arbitrary: fc.oneof(text, binary, raw) },
);

/** What a client does after that; half of all clients keep to the protocol. */
export const steps: fc.Arbitrary<Step[]> = fc.oneof(
  fc.array(decent, { minLength: 1, maxLength: 12, size: 'max' }),
  fc.array(anything, { minLength: 1, maxLength: 12 }),
);

function toOperation([id, operation]: [string, Operation]): Step {
  return { kind: 'operation', id, operation };
}

/** The text of a step that is sent as one. */
export function textOf(step: Step, known: KnownRows): string | undefined {
  switch (step.kind) {
    case 'text':
      return step.text;
    case 'message':
      return json(settled(step.message, known));
    case 'operation':
      return `{"type":"subscribe","id":${JSON.stringify(step.id)},"payload":${payloadOf(step.operation, known)}}`;
    case 'binary':
    case 'raw':
    case 'wait':
      return undefined;
  }
}
