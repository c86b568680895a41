import * as fc from 'fast-check';
import { DomainEvent } from '../../../entities/events/domain-event';
import { eventData, parsedData } from '../../../src/events/event-data';
import { defineEvents, schemaVersionOf, upcastsOf } from '../../../src/events/event-types';
import { upcast, type EventData, type Upcast } from '../../../src/events/upcast';
import { EVENTS } from '../../../src/server/areas';

/** Version 2 calls it `carrier`, version 3 has it in an object of its own. */
const STEPS: readonly Upcast[] = [
  ({ haulier, ...rest }) => ({ ...rest, carrier: haulier }),
  ({ carrier, ...rest }) => ({ ...rest, carrier: { name: carrier } }),
];
const NOW = { id: 'S', carrier: { name: 'UPS' } };
const VERSIONS: [version: number, data: EventData][] = [
  [1, { id: 'S', haulier: 'UPS' }],
  [2, { id: 'S', carrier: 'UPS' }],
  [3, NOW],
];

describe('data of earlier versions', () => {
  it.each(VERSIONS)('of version %d are brought to the form of today', (version, data) => {
    expect(upcast(data, version, STEPS)).toEqual(NOW);
  });

  it('are brought there wherever the data of an event are read', () => {
    defineEvents('Parcel', { ParcelSent: { version: 3, says: 'Sent.', upcasts: STEPS } }, { parts: {} });
    expect(schemaVersionOf('ParcelSent')).toBe(3);
    for (const [schemaVersion, data] of VERSIONS) {
      const stored = { type: 'ParcelSent', schemaVersion, data: JSON.stringify(data) };
      expect(parsedData(stored)).toEqual(NOW);
      expect(eventData(Object.assign(new DomainEvent(), stored))).toEqual(NOW);
    }
  });

  it('stay as they are where the form has not changed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.json()), (data) => expect(upcast(data, 1, [])).toBe(data)),
    );
    expect(parsedData({ type: 'LongForgotten', schemaVersion: 1, data: '{"a":1}' })).toEqual({ a: 1 });
  });

  it('are not changed in place', () => {
    const data = Object.freeze({ id: 'S', haulier: 'UPS' });
    expect(upcast(data, 1, STEPS)).not.toBe(data);
    expect(data).toEqual({ id: 'S', haulier: 'UPS' });
  });
});

describe('the version of a type', () => {
  it('is one more than its upcasts', () => {
    for (const { types } of EVENTS.values())
      for (const [type, { version }] of Object.entries(types))
        expect([type, version]).toEqual([type, 1 + upcastsOf(type).length]);
  });

  it('cannot be raised without saying how earlier data become those of today', () => {
    const define = () => defineEvents('Crate', { CrateSent: { version: 2, says: 'Sent.' } }, { parts: {} });
    expect(define).toThrow('Version 2 of the event type CrateSent needs 1 upcasts');
  });
});
