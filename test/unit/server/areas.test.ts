import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isObjectType } from 'graphql';
import { NumberSequences } from '../../../src/documents/numbers';
import { defineEvents, schemaVersionOf } from '../../../src/events/event-types';
import {
  AREAS,
  CHORES,
  EVENTS,
  FIELD_COSTS,
  INVARIANTS,
  LOG_CONSUMERS,
  NUMBER_SERIES,
} from '../../../src/server/areas';
import { ORDER_NUMBERS } from '../../../src/orders/order-numbers';
import { apiSchema } from '../../support/schema-walk';

const SRC = path.join(__dirname, '../../../src');
/** Every TypeScript file below a folder. */
const filesIn = (folder: string): string[] =>
  readdirSync(path.join(SRC, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(SRC, folder, file));

describe('the areas of the program', () => {
  it('are all listed that say what they bring along', async () => {
    const folders = readdirSync(SRC).filter((folder) => existsSync(path.join(SRC, folder, 'area.ts')));
    expect(folders.length).toBeGreaterThan(8);
    const said = await Promise.all(
      folders.map(async (folder) => import(`../../../src/${folder}/area`) as Promise<object>),
    );
    const unlisted = said.flatMap((area) =>
      Object.values(area).filter((each) => !Object.values(AREAS).includes(each as never)),
    );
    expect(unlisted).toEqual([]);
  });

  it('give the program everything that they say', () => {
    expect(EVENTS.size).toBeGreaterThanOrEqual(12);
    expect(INVARIANTS.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['STOCK', 'FULFILLMENT', 'BOOKING_ENTRIES', 'BOOKING_SUMS']),
    );
    expect(LOG_CONSUMERS.map(({ name }) => name)).toContain('bookings');
    expect(CHORES.map(({ name }) => name).sort()).toEqual(['expired reservations', 'old idempotency keys']);
  });

  it('name fields of the schema where they say what these cost', () => {
    const unknown = Object.keys(FIELD_COSTS).filter((name) => {
      const [type, field] = name.split('.') as [string, string];
      const owner = apiSchema.getType(type);
      return !isObjectType(owner) || !(field in owner.getFields());
    });
    expect(unknown).toEqual([]);
    expect(Object.keys(FIELD_COSTS).length).toBeGreaterThan(4);
  });

  it('give the schema its types of events and of objects', () => {
    const values = (name: string): string[] => {
      const type = apiSchema.getType(name);
      return type && 'getValues' in type
        ? type
            .getValues()
            .map((value) => value.name)
            .sort()
        : [];
    };
    const types = [...EVENTS.values()].flatMap((each) => Object.keys(each.types));
    expect(values('EventType')).toEqual(types.sort());
    expect(values('AggregateType')).toEqual([...EVENTS.keys()].sort());
  });

  it('are not named by any layer below them', () => {
    const names = [...EVENTS].flatMap(([type, each]) => [type, ...Object.keys(each.types)]);
    const named = ['events', 'commands', 'persistence/invariants'].flatMap((folder) =>
      filesIn(folder).flatMap((file) => {
        const text = readFileSync(file, 'utf8');
        return names.filter((name) => text.includes(`'${name}'`)).map((name) => [path.basename(file), name]);
      }),
    );
    expect(named).toEqual([]);
  });
});

describe('a type of event', () => {
  it('is defined once', () => {
    const define = () =>
      defineEvents('Order', { OrderPlaced: { version: 1, says: 'Again.' } }, { parts: {} });
    expect(define).toThrow('The event type OrderPlaced is defined twice');
  });

  it('that nobody has defined is not stored', () => {
    expect(schemaVersionOf('OrderPlaced')).toBe(1);
    expect(() => schemaVersionOf('OrderForgotten')).toThrow('The event type OrderForgotten is not defined');
  });
});

describe('the series of numbers', () => {
  it('are told apart by their names, and are those that areas list', () => {
    const sequences = new NumberSequences(NUMBER_SERIES);
    expect(sequences.of(ORDER_NUMBERS)).toBe(sequences.of(ORDER_NUMBERS));
    expect(() => sequences.of({ name: 'unknown', prefix: 'X-' })).toThrow('No area lists the series');
    expect(() => new NumberSequences([ORDER_NUMBERS, { name: 'order', prefix: 'B-' }])).toThrow(
      'There are two series of numbers "order"',
    );
  });
});
