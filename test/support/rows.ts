import { Account } from '../../entities/accounts/account';
import { BookingEntry } from '../../entities/orders/booking-entry';
import { ShippedEntry } from '../../entities/orders/shipped-entry';
import { newId } from '../../src/shared/ids';

const LONG_AGO = new Date(0);

/** A row of `accounts`; a tree of its own unless told otherwise. */
export function accountRow(values: Partial<Account> = {}): Account {
  const id = values.id ?? newId();
  return Object.assign(new Account(), {
    id,
    number: id,
    name: 'Account',
    nameSearch: 'account',
    parentId: null,
    path: `/${id}/`,
    type: 'COMPANY',
    status: 'ACTIVE',
    currencyCode: 'USD',
    paymentTerms: 'NET_30',
    taxExempt: false,
    version: 1,
    createdAt: LONG_AGO,
    updatedAt: LONG_AGO,
    ...values,
  });
}

/** A row of `booking_entries`; the confirmation of a line of an order of its own unless told otherwise. */
export function bookingEntryRow(values: Partial<BookingEntry> = {}): BookingEntry {
  return Object.assign(new BookingEntry(), {
    id: newId(),
    orderId: newId(),
    orderLineId: newId(),
    eventId: newId(),
    kind: 'CONFIRMATION',
    day: values.day ?? '2026-11-23',
    bookedDay: values.day ?? '2026-11-23',
    accountId: newId(),
    repId: null,
    territoryId: null,
    categoryId: null,
    sku: 'A',
    channel: 'DIRECT',
    currencyCode: 'USD',
    quantity: 1,
    listMinor: 1000n,
    netMinor: 900n,
    reportingCurrency: 'USD',
    reportingListMinor: 1000n,
    reportingNetMinor: 900n,
    createdAt: LONG_AGO,
    ...values,
  });
}

/** What left of the line of a booking entry: all of it, unless told otherwise. */
export function shippedEntryRow(entry: BookingEntry, values: Partial<ShippedEntry> = {}): ShippedEntry {
  const { kind, day, listMinor, reportingListMinor, ...same } = entry;
  return Object.assign(new ShippedEntry(), { ...same, id: newId(), ...values });
}
