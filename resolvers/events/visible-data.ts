import type { DomainEvent } from '../../entities/events/domain-event';
import { NODE_RIGHTS } from '../../src/auth/node-rights';
import { eventData, type EventData } from '../../src/events/event-data';
import type { EventPart } from '../../src/events/event-parts';
import { toGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';
import { loadNode, mayLoadType } from '../node/node-registry';
import { orderById } from '../orders/order.loaders';
import { fieldValue, formOf, rowOf, typeNameOf, type FormField, type Values } from './api-form';

type Event = Pick<
  DomainEvent,
  'type' | 'schemaVersion' | 'aggregateType' | 'aggregateId' | 'orderId' | 'data'
>;

/** Values that rows may lack because they belong to the row's object and never change. */
type Currencies = () => Promise<Values>;

/** The data of an event in the form of the API, with what the actor may see through the API and nothing more. */
export async function visibleData(event: Event, ctx: RequestContext): Promise<EventData> {
  const stored = eventData(event);
  const currencies = currenciesOf(event, stored, ctx);
  const { parts = {}, extras = {} } = ctx.services.events.get(event.aggregateType)?.content ?? {};
  const shown: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(parts)) {
    const values = stored[name];
    if (values === undefined || !maySeePart(part, ctx)) continue;
    const show = async (row: Values): Promise<Values> => {
      const visible = await visibleRow(part, row, currencies, ctx);
      return Object.assign(visible, part.beside?.(row, stored));
    };
    shown[name] = Array.isArray(values)
      ? await Promise.all((await seenRows(part, values as Values[], event, ctx)).map(show))
      : await show(completed(part, values as Values, stored, event));
  }
  for (const [name, { seenWith, reference, countAs }] of Object.entries(extras)) {
    if (!(name in stored) || !mayLoadType(ctx, seenWith)) continue;
    if (reference) shown[reference.name] = { id: toGlobalId(reference.type, String(stored[name])) };
    else if (countAs) shown[countAs] = (stored[name] as unknown[]).length;
    else shown[name] = stored[name];
  }
  return shown;
}

export function maySeePart({ entity, seenWith }: EventPart, ctx: RequestContext): boolean {
  return mayLoadType(ctx, seenWith ?? typeNameOf(entity));
}

/** Of rows that are limited by themselves, in an event that is not, those that the actor sees: of a stock level's movements, for one. */
async function seenRows(
  { entity }: EventPart,
  rows: readonly Values[],
  { aggregateType }: Event,
  ctx: RequestContext,
): Promise<readonly Values[]> {
  const type = typeNameOf(entity);
  const isLimited = rowsOf(aggregateType) === 'ALL' && rowsOf(type) !== 'ALL';
  if (ctx.actor.scope.all || !isLimited) return rows;
  const seen = await Promise.all(rows.map(({ id }) => loadNode(ctx, toGlobalId(type, String(id)))));
  return rows.filter((_row, i) => seen[i] !== null);
}

const rowsOf = (type: string): string => NODE_RIGHTS[type]?.rows ?? 'ALL';

/** The row of the event's own object, with its id and its values under their other names. */
function completed(
  { root, withParts = [] }: EventPart,
  values: Values,
  stored: EventData,
  event: Event,
): Values {
  const others = withParts.map((name) => stored[name] as Values | undefined);
  return Object.assign(root ? { id: event.aggregateId } : {}, values, ...others) as Values;
}

/** The fields that stored values of one object give, each with its right. */
export async function visibleRow(
  part: EventPart,
  stored: Values,
  currencies: Currencies,
  ctx: RequestContext,
): Promise<Record<string, unknown>> {
  const values = part.columns?.(stored) ?? stored;
  const given = formOf(part.entity).filter((field) => tells(field, values, ctx));
  const lacking = given.some(({ reads }) => reads.some((property) => !(property in values)));
  const row = rowOf(part.entity, lacking ? { ...(await currencies()), ...values } : values);
  const shown: Record<string, unknown> = {};
  for (const field of given) {
    const value = fieldValue(field, row);
    shown[field.name] = isLimited(field, value, ctx) ? await ifSeen(value, ctx) : value;
  }
  for (const [name, { type, property }] of Object.entries(part.nestedIn ?? {})) {
    if (property in values) shown[name] = { id: toGlobalId(type, String(values[property])) };
  }
  return shown;
}

const CURRENCIES = ['currencyCode', 'reportingCurrency'];

/** Whether the actor may see a field, and the values, but for currencies, have all that it is made of. */
function tells({ reads, permission }: FormField, values: Values, { actor }: RequestContext): boolean {
  if (permission !== null && !actor.permissions.has(permission)) return false;
  const own = reads.filter((property) => property in values);
  const lacking = reads.filter((property) => !(property in values));
  return (
    own.some((property) => !CURRENCIES.includes(property) || reads.length === 1) &&
    lacking.every((property) => CURRENCIES.includes(property))
  );
}

/** Objects whose rows are limited on their own, and not seen with what leads to them. */
const LIMITED = ['Account', 'PriceList'];

function isLimited(
  { leadsTo }: FormField,
  value: unknown,
  { actor }: RequestContext,
): value is { id: string } {
  return value !== null && !actor.scope.all && LIMITED.includes(leadsTo ?? '');
}

async function ifSeen(value: { id: string }, ctx: RequestContext): Promise<{ id: string } | null> {
  return (await loadNode(ctx, value.id)) && value;
}

/** The currencies of the order that an event is about: from the event where it has them, else from the order. */
function currenciesOf({ orderId }: Event, { order }: EventData, ctx: RequestContext): Currencies {
  return async () => {
    const values = (order ?? {}) as Values;
    if (CURRENCIES.every((name) => name in values) || orderId === null) return pick(values);
    const now = await orderById(ctx).load(orderId);
    return { ...pick({ ...now }), ...pick(values) };
  };
}

function pick(values: Values): Values {
  return Object.fromEntries(CURRENCIES.flatMap((name) => (name in values ? [[name, values[name]]] : [])));
}
