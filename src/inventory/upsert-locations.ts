import { Location } from '../../entities/inventory/location';
import { attempt, type Command, type UseCase } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { UpsertRows, type UpsertResult } from '../commands/upsert-rows';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import { locationEvents } from './inventory-events';

/** A location, found by id or code. Absent values stay as they are; a new location needs a name and a country. */
export interface LocationInput {
  id?: string | null;
  code: string;
  name?: string;
  countryCode?: string;
  /** Lower is served first. */
  priority?: number;
  /** Nothing is allocated from an inactive location; its stock stays. */
  active?: boolean;
  region?: string | null;
  city?: string | null;
  /** Millionths of a degree; north and east are positive. Both or none. */
  latitudeE6?: number | null;
  longitudeE6?: number | null;
  expectedVersion?: number | null;
}

const DEFAULT_PRIORITY = 100;

/** Creates or changes locations. */
export function upsertLocations(): UseCase<LocationInput, UpsertResult> {
  return {
    name: 'upsertLocation',
    async execute(uow, commands) {
      const locations = new UpsertRows(uow, Location, 'code');
      await locations.lock(
        commands.map(({ input }) => input.id),
        commands.map(({ input }) => input.code.trim()),
      );
      const outcomes = commands.map((command) => attempt(() => upsertLocation(uow, locations, command)));
      await locations.save();
      return outcomes;
    },
  };
}

function upsertLocation(
  uow: UnitOfWork,
  locations: UpsertRows<Location>,
  command: Command<LocationInput>,
): UpsertResult {
  const { id, code, expectedVersion, ...values } = command.input;
  const key = code.trim();
  const existing = locations.find({ id, key, expectedVersion }, command.actor);
  check(values, existing);
  const { row, changed } = locations.put(existing, {
    ...(!existing && newLocation(uow.recordedAt)),
    ...ownValues(values),
    code: key,
  });
  if (changed) recordSaved(uow, command, row);
  return { id: row.id, version: row.version, changed };
}

type LocationValues = Omit<LocationInput, 'id' | 'code' | 'expectedVersion'>;

function check(
  { name, countryCode, latitudeE6, longitudeE6 }: LocationValues,
  existing: Location | null,
): void {
  if (!existing && name === undefined) throw invalidInput('name', 'required', 'a new location needs a name');
  if (!existing && countryCode === undefined) {
    throw invalidInput('countryCode', 'required', 'a new location needs a country');
  }
  const latitude = latitudeE6 === undefined ? existing?.latitudeE6 : latitudeE6;
  const longitude = longitudeE6 === undefined ? existing?.longitudeE6 : longitudeE6;
  if (((latitude ?? null) === null) !== ((longitude ?? null) === null)) {
    throw invalidInput('longitude', 'together', 'give both latitude and longitude, or none');
  }
}

function newLocation(createdAt: Date): Partial<Location> {
  const unknown = { region: null, city: null, latitudeE6: null, longitudeE6: null };
  return { id: newId(), version: 0, priority: DEFAULT_PRIORITY, active: true, ...unknown, createdAt };
}

const OWN_VALUES = [
  'name',
  'countryCode',
  'priority',
  'active',
  'region',
  'city',
  'latitudeE6',
  'longitudeE6',
] as const;

/** The values that are given. */
function ownValues(values: LocationValues): Partial<Location> {
  const pairs = OWN_VALUES.map((property) => [property, values[property]] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

function recordSaved(uow: UnitOfWork, { id, actor, occurredAt }: Command<unknown>, location: Location): void {
  uow.append({
    ...locationEvents.of('LocationSaved'),
    aggregateId: location.id,
    aggregateVersion: location.version,
    occurredAt,
    actorId: actor.principalId,
    commandId: id,
    locationId: location.id,
    data: { location: { ...location } },
  });
}
