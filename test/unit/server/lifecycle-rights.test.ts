import { ROOT_RIGHTS, type Right } from '../../../src/auth/rights';
import { DOCUMENTS } from '../../../src/server/areas';

/** The mutations that take the steps of each document. */
const MUTATIONS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Order: {
    UPDATE: ['updateDraftOrder'],
    CONFIRM: ['confirmOrder'],
    HOLD: ['holdOrder'],
    RELEASE_HOLD: ['releaseHold'],
    CANCEL: ['cancelOrder'],
    CLOSE: ['closeOrder'],
    SHIP: ['createShipment', 'markShipped'],
    DELIVER: ['markDelivered'],
  },
  Shipment: { SHIP: ['markShipped'], CANCEL: ['cancelOrder'], DELIVER: ['markDelivered'] },
};

const needed = (right: Right | undefined) => (right?.kind === 'NEEDS' ? right.permission : null);

describe('the permission of a step', () => {
  const steps = DOCUMENTS.flatMap(({ type, lifecycle }) =>
    Object.entries(lifecycle?.permissions ?? {}).map(([step, permission]) => ({ type, step, permission })),
  );

  it('is told of every document that has steps', () => {
    expect([...new Set(steps.map(({ type }) => type))].sort()).toEqual(Object.keys(MUTATIONS).sort());
  });

  it.each(steps)('of $type.$step is the one that its mutations ask for', ({ type, step, permission }) => {
    const mutations = MUTATIONS[type]![step];
    expect(mutations).toBeDefined();
    for (const name of mutations!) expect(needed(ROOT_RIGHTS[`Mutation.${name}`])).toBe(permission);
  });
});
