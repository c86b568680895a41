import type { Remark } from '../../import-report';
import type { SourceSalesOrder } from '../../source-orders';

/** Counts, while orders pass by, what of them cannot be taken over as it stands. */
export class OrderRemarks {
  private open = 0;
  private shipped = 0;
  private late = 0;

  see({ header }: SourceSalesOrder): void {
    const shipped = header.optionalDay('ShippedDate');
    const required = header.optionalDay('RequiredDate');
    if (shipped === null) this.open += 1;
    else this.shipped += 1;
    if (shipped !== null && required !== null && shipped > required) this.late += 1;
  }

  list(): Remark[] {
    return [
      {
        what: `${this.open} orders without a ship date`,
        why: 'they are confirmed and wait for stock (backordered): nothing is allocated to them until stock arrives',
      },
      {
        what: `delivery dates of ${this.shipped} shipped orders (${this.late} of them shipped after the required day)`,
        why: 'unknown to the source; what shipped counts as delivered, without a date',
      },
      ...UNPLACED,
    ];
  }
}

/** What has no place here, or another one, whatever the files hold. */
const UNPLACED: readonly Remark[] = [
  {
    what: 'amounts',
    why: 'the net of each line is rounded to cents; the exact figure stays beside ours (`source`) where it has more decimals',
  },
  { what: 'currency', why: 'the source names none; its amounts are taken for US dollars' },
  { what: 'tax', why: 'the source has none' },
  { what: 'channel', why: 'the source has none; its orders were all taken by representatives (DIRECT)' },
  {
    what: 'list prices of the past',
    why: 'not in the source; the price of an order line is its list price, too',
  },
  {
    what: 'territories',
    why: 'an order and a representative have one each here: the region that all towns of the representative lie in',
  },
  { what: 'location of the stock', why: 'not in the source; all of it is at one location, NW-MAIN' },
  { what: 'products without stock on hand or on order', why: 'a level begins with its first movement' },
  {
    what: 'quantity per unit and reorder level of products; descriptions of categories',
    why: 'products and categories have no such attributes; safety stock is another thing than a reorder level',
  },
  { what: 'suppliers', why: 'no purchasing here yet' },
  { what: 'fax numbers', why: 'contacts have none' },
  {
    what: 'telephones of shippers; titles, dates, addresses and superiors of employees',
    why: 'shippers are the names of shipping methods, and representatives have no such attributes',
  },
];
