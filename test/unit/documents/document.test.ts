import { Shipment } from '../../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../../entities/fulfillment/shipment-line';
import type { UnitOfWork } from '../../../src/commands/unit-of-work';
import { assemble } from '../../../src/documents/assemble';
import { defineDocument, type DocumentDefinition } from '../../../src/documents/document';
import { DocumentSet } from '../../../src/documents/document-set';
import { FULFILLMENT_ORDER } from '../../../src/fulfillment/fulfillment-order-document';
import { shipmentEvents } from '../../../src/fulfillment/shipment-events';
import { SHIPMENT } from '../../../src/fulfillment/shipment-document';
import { ORDER } from '../../../src/orders/order-document';
import { mappingOf } from '../../../src/persistence/mapping/entity-mapping';
import { commandOf } from '../../support/stock';

interface Version {
  id: string;
  quoteId: string;
  versionNumber: number;
}
interface QuoteLine {
  id: string;
  versionId: string;
  lineNumber: number;
}
interface Quote {
  quote: Shipment;
  versions: Version[];
  lines: QuoteLine[];
}

/** A document whose rows hang two levels deep: lines name their version and not the quote. */
const QUOTE: DocumentDefinition<Quote> = {
  root: { name: 'quote', entity: Shipment },
  parts: {
    versions: { entity: class {} as new () => Version, documentId: 'quoteId', orderedBy: 'versionNumber' },
    lines: {
      entity: class {} as new () => QuoteLine,
      under: { part: 'versions', by: 'versionId' },
      orderedBy: 'lineNumber',
    },
  },
  number: null,
  scope: 'own',
  locking: { rank: 3 },
  lifecycle: null,
  events: { defined: shipmentEvents },
};

describe('the definition of a document', () => {
  it('puts rows that hang under others into the order of these', async () => {
    const quotes = ['Q1', 'Q2'].map((id) => Object.assign(new Shipment(), { id }));
    const version = (id: string, quoteId: string, versionNumber: number): Version => ({
      id,
      quoteId,
      versionNumber,
    });
    const line = (id: string, versionId: string, lineNumber: number): QuoteLine => ({
      id,
      versionId,
      lineNumber,
    });
    const versions = [version('V3', 'Q2', 1), version('V2', 'Q1', 2), version('V1', 'Q1', 1)];
    const lines = [
      line('a', 'V2', 10),
      line('b', 'V2', 9),
      line('c', 'V3', 1),
      line('d', 'V1', 2),
      line('e', 'V1', 1),
    ];
    const [first, second] = await assemble(
      defineDocument(QUOTE),
      quotes,
      new Map<string, { id: string }[]>([
        ['versions', versions],
        ['lines', lines],
      ]),
    );
    expect(first!.quote.id).toBe('Q1');
    expect(first!.versions.map(({ id }) => id)).toEqual(['V1', 'V2']);
    expect(first!.lines.map(({ id }) => id)).toEqual(['e', 'd', 'b', 'a']);
    expect(second!.versions.map(({ id }) => id)).toEqual(['V3']);
    expect(second!.lines.map(({ id }) => id)).toEqual(['c']);
  });

  it('refuses parts that hang nowhere, or under one that comes later', () => {
    const { versions, lines } = QUOTE.parts;
    const nowhere = { entity: ShipmentLine, orderedBy: 'id' } as unknown as typeof versions;
    expect(() => defineDocument({ ...QUOTE, parts: { versions: nowhere, lines } })).toThrow('versions hangs');
    expect(() => defineDocument({ ...QUOTE, parts: { lines, versions } })).toThrow('lines hangs');
  });

  it('has documents under an order locked and seen through it', async () => {
    expect(ORDER).toMatchObject({ scope: 'own', locking: { rank: 5 } });
    for (const document of [FULFILLMENT_ORDER, SHIPMENT])
      expect(document).toMatchObject({ scope: 'through', locking: { under: 'Order', by: 'orderId' } });
    const uow = { recordedAt: new Date(0) } as UnitOfWork;
    await expect(DocumentSet.lock(uow, SHIPMENT, ['S'])).rejects.toThrow('locked with the Order');
    await expect(DocumentSet.under(uow, ORDER, ['O'])).rejects.toThrow('locked by itself');
    const aggregate = { shipment: mappingOf(Shipment).make({ id: 'S', version: 0 }), lines: [] };
    const set = new DocumentSet(uow, SHIPMENT);
    set.add(aggregate);
    const recorded = set.record(aggregate, 'ShipmentCreated', commandOf({}));
    await expect(recorded).rejects.toThrow('seen through another document');
  });
});
