import type { Remark } from '../../import-report';
import type { SourceRow } from '../../source-row';
import { NO_DISCOUNT } from './catalog';
import type { OrderTables } from './order-tables';
import type { SalesOrder } from './sales-orders';

/** Counts, while orders pass by, what of them cannot be taken over as it stands. */
export class OrderRemarks {
  private readonly counts = new Map<string, number>();

  see(order: SalesOrder, tables: OrderTables): void {
    const { header, lines } = order;
    this.count('cards', header.optional('CreditCardID') !== null);
    this.count('comments', header.optional('Comment') !== null);
    const rate = header.optional('CurrencyRateID');
    this.count('rates', rate !== null);
    this.count('oldRates', ['DEM', 'FRF'].includes(tables.rates.get(rate ?? '')?.currency ?? ''));
    this.count('shipped', header.optional('ShipDate') !== null);
    for (const line of lines) this.seeLine(line, header.day('OrderDate'), tables);
  }

  private seeLine(line: SourceRow, day: string, tables: OrderTables): void {
    const lastDay = tables.products.get(line.text('ProductID'))?.lastDay ?? null;
    this.count('afterEnd', lastDay !== null && lastDay < day);
    this.count(
      'offerOnly',
      line.text('SpecialOfferID') !== NO_DISCOUNT && line.decimal('UnitPriceDiscount', 6) === 0n,
    );
    this.count('tracked', line.optional('CarrierTrackingNumber') !== null);
  }

  private count(what: string, applies: boolean): void {
    if (applies) this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  list(): Remark[] {
    const n = (what: string): string => String(this.counts.get(what) ?? 0);
    return [
      {
        what: 'amounts',
        why: 'each line is rounded to cents, and so are tax and freight of each order; the exact figures stay beside ours (`source`)',
      },
      {
        what: 'tax',
        why: 'the source gives it for whole orders only; it is split over the lines by their net amounts, and their tax rate is 0',
      },
      {
        what: `${n('afterEnd')} lines sold after the product's last day`,
        why: 'taken as they are; their list price is the last one that was valid',
      },
      {
        what: `${n('offerOnly')} lines with a special offer but no discount`,
        why: 'they keep the promotion and have no discount',
      },
      {
        what: `${n('rates')} orders with a currency rate`,
        why: "the orders are in USD; the customer's currency and rate are kept beside (accountCurrency, accountRate)",
      },
      {
        what: `${n('oldRates')} orders in DEM or FRF`,
        why: 'kept with the rate of their day; these currencies have no later rates in the source',
      },
      {
        what: 'end-of-day exchange rates',
        why: 'a day has one rate here: the average, which the orders refer to',
      },
      {
        what: `delivery dates of ${n('shipped')} shipped orders`,
        why: 'unknown to the source; what shipped counts as delivered, without a date',
      },
      {
        what: `${n('tracked')} tracking numbers on lines`,
        why: "one per order, on its shipment; the shipment's location is unknown to the source",
      },
      {
        what: `${n('cards')} credit cards and approval codes`,
        why: 'no payments here yet, and the cards themselves are not in the source',
      },
      { what: `${n('comments')} order comments`, why: 'always empty in the source' },
      ...UNPLACED,
    ];
  }
}

/** What has no place here, whatever the files hold. */
const UNPLACED: readonly Remark[] = [
  { what: 'sales reasons', why: 'those of type Marketing are campaigns, the others tags' },
  { what: 'special offer 1', why: '"No Discount" is no promotion' },
  { what: 'category of special offers', why: 'promotions apply to resellers and individuals alike' },
  {
    what: 'the second customer number of a store',
    why: 'linked as an external id; the account has the number of the row that orders',
  },
  {
    what: 'wholesale tax rates',
    why: 'a tax rate is for all buyers of a region; the rates of retail and of all sales are taken',
  },
  {
    what: 'stock of quantity 0; shelf and bin; safety stock and reorder point of a product',
    why: 'stock has no places within a location, and its safety stock is set per location',
  },
  { what: "locations' addresses", why: "not in the source; all are at the company's seat in Bothell, US" },
  {
    what: 'color, size, weight, class, style, model and descriptions of products; cost history; units',
    why: 'products have no such attributes; their cost is the present one',
  },
  {
    what: "stores' survey (sales, bank, brands, …), salutations, email promotion, kinds of telephones",
    why: 'accounts and contacts have no such attributes',
  },
  {
    what: 'employees who do not sell, general contacts, vendors with contacts, and their addresses',
    why: 'they are not customers',
  },
  {
    what: 'purchase orders, transaction history, quotas, territory history, carts, year-to-date figures',
    why: 'no area for them here yet',
  },
  { what: 'revision numbers of orders', why: 'an imported order begins at version 1' },
];
