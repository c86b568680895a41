import { accountsArea } from '../accounts/area';
import { analyticsArea } from '../analytics/area';
import { catalogArea } from '../catalog/area';
import { commandsArea } from '../commands/area';
import type { AreaManifest } from '../documents/area-manifest';
import { eventsByAggregate } from '../events/event-types';
import { fulfillmentArea } from '../fulfillment/area';
import { intakeArea } from '../intake/area';
import { integrityArea } from '../integrity/area';
import { inventoryArea } from '../inventory/area';
import { ordersArea } from '../orders/area';
import { principalsArea } from '../principals/area';

/** Every area, lowest first. An area is part of the program once it stands here. */
export const AREAS = {
  commands: commandsArea,
  auth: principalsArea,
  accounts: accountsArea,
  catalog: catalogArea,
  inventory: inventoryArea,
  orders: ordersArea,
  fulfillment: fulfillmentArea,
  intake: intakeArea,
  analytics: analyticsArea,
  integrity: integrityArea,
} as const satisfies Readonly<Record<string, AreaManifest>>;

const areas: readonly AreaManifest[] = Object.values(AREAS);

/** Every type of document. */
export const DOCUMENTS = areas.flatMap(({ documents = [] }) => documents);

/** The events of every kind of object. */
export const EVENTS = eventsByAggregate([
  ...DOCUMENTS.map(({ events }) => events.defined),
  ...areas.flatMap(({ events = [] }) => events),
]);

/** Every rule that `invariants` checks, in the order of its answer. */
export const INVARIANTS = areas.flatMap(({ invariants = [] }) => invariants);

/** Every series of document numbers. */
export const NUMBER_SERIES = DOCUMENTS.flatMap(({ number }) => number ?? []);

/** Everything that has to be tidied now and then. */
export const CHORES = areas.flatMap(({ housekeeping = [] }) => housekeeping);

/** Every consumer of the event log. */
export const LOG_CONSUMERS = areas.flatMap(({ logConsumers = [] }) => logConsumers);

/** Cost of fields, in points by `Type.field`. */
export const FIELD_COSTS: Readonly<Record<string, number>> = Object.fromEntries(
  areas.flatMap(({ costs = {} }) => Object.entries(costs)),
);
