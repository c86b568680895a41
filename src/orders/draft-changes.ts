import type { AddressSnapshot } from '../../entities/accounts/address-snapshot';
import type { OrderLine } from '../../entities/orders/order-line';
import type { ScheduleLine } from '../../entities/orders/schedule-line';
import type { Settings } from '../config/settings';
import { businessDay } from '../shared/clock';
import { grouped } from '../shared/groups';
import { discountLimitOf } from '../pricing/discount-limit';
import type { ManualDiscount } from '../pricing/order-discount';
import type { DraftToPrice } from './draft-pricing';
import type { AdmittedCommand } from './locked-orders';
import type { AddressChooser } from '../accounts/address-snapshots';
import type { OrderAggregate } from './order-aggregate';
import type { OrderLineInput, UpdateDraftInput } from './order-inputs';
import { poNumberOf } from './purchase-order-claims';

export type DraftUpdate = AdmittedCommand<UpdateDraftInput>;

/** Header values that are copied as they come: undefined keeps, null empties. */
const COPIED = [
  'contactId',
  'quoteNumber',
  'repId',
  'territoryId',
  'incoterm',
  'shippingMethod',
  'requestedDay',
  'backorderPolicy',
  'allocationPolicy',
  'customAttributes',
] as const;

/** Brings an input's header values onto the draft. Throws `INVALID_REFERENCE` for an address of another account; the draft may be changed then. */
export function applyHeader(update: DraftUpdate, chooser: AddressChooser, now: Date): void {
  const { order } = update.aggregate;
  const { header } = update.command.input;
  if (header.requestedDay !== undefined) moveRequestedDays(update.aggregate, header.requestedDay);
  for (const property of COPIED) {
    if (header[property] !== undefined) Object.assign(order, { [property]: header[property] });
  }
  if (header.poNumber !== undefined) order.poNumber = order.poClaim = poNumberOf(header.poNumber);
  if (header.paymentTerms) order.paymentTerms = header.paymentTerms;
  if (header.freightMinor !== undefined) order.freightMinor = header.freightMinor ?? 0n;
  if (header.discount !== undefined) {
    order.orderDiscountPpm = header.discount?.ppm ?? null;
    order.orderDiscountFixedMinor = header.discount?.fixedMinor ?? null;
    order.orderDiscountReason = header.discount?.reason ?? null;
  }
  for (const [choice, property] of [
    [header.billTo, 'billToSnapshotId'],
    [header.shipTo, 'shipToSnapshotId'],
  ] as const) {
    const address = chooser.choose(choice, order.accountId, null, now);
    if (address) order[property] = address.snapshotId;
  }
}

/** Schedule lines that were wanted on the day of the order are wanted on its new one. */
function moveRequestedDays({ order, scheduleLines }: OrderAggregate, day: string | null): void {
  for (const line of scheduleLines) if (line.requestedDay === order.requestedDay) line.requestedDay = day;
}

/** What the draft is to be priced from: the new lines, or the ones it has. */
export function draftOf(
  { aggregate, account: { account }, command }: DraftUpdate,
  snapshots: ReadonlyMap<string, AddressSnapshot>,
  settings: Pick<Settings, 'timeZone' | 'maxDiscountPpm'>,
): DraftToPrice {
  const { order } = aggregate;
  return {
    aggregate,
    currencyCode: order.currencyCode,
    freightMinor: order.freightMinor,
    lines: command.input.lines ?? inputsOf(aggregate),
    day: businessDay(order.orderedAt, settings.timeZone),
    priceListId: account.priceListId,
    taxExempt: account.taxExempt,
    destination: snapshots.get(order.shipToSnapshotId ?? '') ?? null,
    discount: discountOf(order.orderDiscountPpm, order.orderDiscountFixedMinor, order.orderDiscountReason),
    discountLimit: discountLimitOf(command.actor, account, settings),
  };
}

function inputsOf({ lines, scheduleLines }: OrderAggregate): OrderLineInput[] {
  const schedules = grouped(scheduleLines, ({ orderLineId }) => orderLineId);
  return lines.map((line) => inputOf(line, schedules.get(line.id) ?? []));
}

function inputOf(line: OrderLine, schedule: readonly ScheduleLine[]): OrderLineInput {
  return {
    sku: line.sku,
    quantity: line.quantityOrdered,
    discount: discountOf(line.discountPpm, line.discountFixedMinor, line.discountReason),
    schedule: schedule.map(({ quantityOrdered, requestedDay }) => ({
      quantity: quantityOrdered,
      requestedDay,
    })),
  };
}

function discountOf(
  ppm: bigint | null,
  fixedMinor: bigint | null,
  reason: string | null,
): ManualDiscount | null {
  if (ppm !== null) return { ppm, reason: reason ?? '' };
  return fixedMinor === null ? null : { fixedMinor, reason: reason ?? '' };
}
