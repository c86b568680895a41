import * as fc from 'fast-check';
import { ShipmentLine } from '../../../entities/fulfillment/shipment-line';
import { Shipment } from '../../../entities/fulfillment/shipment';
import type { UnitOfWork } from '../../../src/commands/unit-of-work';
import { diffDocuments } from '../../../src/documents/diff';
import { DocumentSet } from '../../../src/documents/document-set';
import { foldDocument, type Folded, type Values } from '../../../src/documents/fold';
import type { EventDraft } from '../../../src/events/event-draft';
import { SHIPMENT, type ShipmentAggregate } from '../../../src/fulfillment/shipment-document';
import { mappingOf } from '../../../src/persistence/mapping/entity-mapping';
import { exactJson } from '../../../src/shared/json-safe';
import { commandOf } from '../../support/stock';

const ORDER_ROW = { id: 'O', accountId: 'A', territoryId: null, repId: null };

/** What happens to a shipment in memory: a change of its own values or of a line's, a new line, or all new lines. */
const change = fc.oneof(
  fc.record({ carrier: fc.constantFrom('UPS', 'DHL', null) }),
  fc.record({ line: fc.nat({ max: 3 }), quantity: fc.nat({ max: 3 }) }),
  fc.record({ added: fc.nat({ max: 9 }) }),
  fc.record({ replaced: fc.nat({ max: 2 }) }),
);
type Change =
  { carrier: string | null } | { line: number; quantity: number } | { added: number } | { replaced: number };
const history = fc.array(fc.array(change, { maxLength: 4 }), { minLength: 1, maxLength: 8 });

/** A shipment, the events of its changes, and what it was after each of them. */
async function live(changes: readonly (readonly Change[])[]) {
  const events: { type: string; data: Values }[] = [];
  const states: Folded[] = [];
  const uow = {
    recordedAt: new Date(0),
    append: (event: EventDraft) => {
      events.push({ type: event.type, data: JSON.parse(exactJson(event.data)) as Values });
      return String(events.length);
    },
  } as unknown as UnitOfWork;
  const shipment = mappingOf(Shipment).make({
    id: 'S',
    number: 'SH-1',
    status: 'PENDING',
    carrier: null,
    version: 0,
  });
  const aggregate: ShipmentAggregate = { shipment, lines: [] };
  const set = new DocumentSet(uow, SHIPMENT);
  set.add(aggregate);
  let ids = 0;
  const newLine = (quantity: number): ShipmentLine =>
    mappingOf(ShipmentLine).make({
      id: `L${++ids}`,
      shipmentId: 'S',
      sku: 'A',
      quantity,
      deliveredQuantity: 0,
    });
  for (const step of changes) {
    const replaces = step.some((item) => 'replaced' in item);
    for (const item of step) {
      if ('carrier' in item) shipment.carrier = item.carrier;
      else if ('added' in item) aggregate.lines.push(newLine(item.added));
      else if ('replaced' in item) {
        set.replace(aggregate, { lines: aggregate.lines });
        aggregate.lines = Array.from({ length: item.replaced }, () => newLine(1));
      } else if (aggregate.lines[item.line]) aggregate.lines[item.line]!.quantity = item.quantity;
    }
    if (replaces) aggregate.lines = aggregate.lines.map(({ quantity }) => newLine(quantity));
    await set.record(aggregate, replaces ? 'ShipmentReplaced' : 'ShipmentCreated', commandOf({}), {
      scopedBy: ORDER_ROW,
    });
    states.push(stateOf(aggregate));
  }
  return { events, states };
}

function stateOf({ shipment, lines }: ShipmentAggregate): Folded {
  const told = (values: Values): Values => JSON.parse(exactJson(values)) as Values;
  return {
    root: told(mappingOf(Shipment).describe(shipment)),
    parts: { lines: new Map(lines.map((line) => [line.id, told(mappingOf(ShipmentLine).describe(line))])) },
  };
}

/** Carries out differences on what was before. */
function apply(before: Folded | null, differences: ReturnType<typeof diffDocuments>): Folded {
  const root = { ...before?.root } as Record<string, unknown>;
  const lines = new Map(
    [...(before?.parts.lines ?? [])].map(([id, row]) => [id, { ...row } as Record<string, unknown>]),
  );
  for (const { part, id, property, after } of differences) {
    const row = part === null ? root : (lines.get(id) ?? lines.set(id, {}).get(id)!);
    if (after === undefined) delete row[property];
    else row[property] = after;
  }
  for (const [id, row] of lines) if (Object.keys(row).length === 0) lines.delete(id);
  return { root, parts: { lines } };
}

describe('the fold of a document', () => {
  it('is what the document was after its last event, whatever happened to it', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (changes) => {
        const { events, states } = await live(changes);
        for (let n = 1; n <= events.length; n++)
          expect(foldDocument(SHIPMENT, events.slice(0, n))).toEqual(states[n - 1]);
      }),
      { numRuns: 300 },
    );
  });

  it('of no events is nothing', () => expect(foldDocument(SHIPMENT, [])).toBeNull());

  it('fills columns that are younger than events, of the document and of each row, and no others', async () => {
    const { root, partList } = SHIPMENT;
    const grown = {
      ...SHIPMENT,
      root: { ...root, younger: { carrier: null } },
      partList: partList.map((part) => ({ ...part, younger: { deliveredQuantity: 0 } })),
    };
    const without = (values: Values, property: string): Values =>
      Object.fromEntries(Object.entries(values).filter(([name]) => name !== property));
    await fc.assert(
      fc.asyncProperty(history, fc.nat(8), async (changes, old) => {
        const plain = changes.map((step) => step.filter((item) => !('carrier' in item)));
        const { events, states } = await live(plain);
        const stored = events.map(({ type, data }, i) => {
          if (i >= old) return { type, data };
          const lines = data.lines as Values[] | undefined;
          const shipment = without(data.shipment as Values, 'carrier');
          return {
            type,
            data: {
              shipment,
              ...(lines && { lines: lines.map((row) => without(row, 'deliveredQuantity')) }),
            },
          };
        });
        expect(foldDocument(grown, stored)).toEqual(states.at(-1));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the difference of two moments', () => {
  it('leads from one to the other, and is nothing between a moment and itself', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(8), fc.nat(8), async (changes, from, to) => {
        const { states } = await live(changes);
        const before = states[from] ?? null;
        const after = states[to] ?? states.at(-1)!;
        expect(apply(before, diffDocuments(before, after))).toEqual(after);
        expect(diffDocuments(after, after)).toEqual([]);
        for (const { before: was, after: is } of diffDocuments(before, after)) expect(was).not.toEqual(is);
      }),
      { numRuns: 200 },
    );
  });

  it('tells of a value what it was and is, and where', () => {
    const at = (quantity: number): Folded => ({
      root: { id: 'S' },
      parts: { lines: new Map([['L', { quantity }]]) },
    });
    expect(diffDocuments(at(1), at(2))).toEqual([
      { part: 'lines', id: 'L', property: 'quantity', before: 1, after: 2 },
    ]);
    expect(diffDocuments(null, { root: { id: 'S' }, parts: {} })).toEqual([
      { part: null, id: 'S', property: 'id', before: undefined, after: 'S' },
    ]);
  });
});
