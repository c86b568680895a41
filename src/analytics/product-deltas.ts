import { ProductSum } from '../../entities/analytics/product-sum';
import type { BookingEntry } from '../../entities/orders/booking-entry';
import type { ShippedEntry } from '../../entities/orders/shipped-entry';
import { newRow } from '../persistence/mapping/entity-mapping';
import {
  addBacklog,
  addBooked,
  bookingOf,
  countOf,
  isFirst,
  NOTHING,
  takeShipped,
  type Entry,
} from './sum-row';

/** What some entries add to the sums of products of one generation, row by row. */
export class ProductDeltas {
  private readonly sums = new Map<string, ProductSum>();
  private readonly ordersOf = new Map<ProductSum, Set<string>>();
  private readonly categoriesOf = new Map<string, Set<string | null>>();

  constructor(private readonly generation: number) {}

  get rows(): ProductSum[] {
    return [...this.sums.values()];
  }

  book(entry: BookingEntry): void {
    const sum = this.sumOf(entry, entry.day);
    addBooked(sum, entry);
    this.countOrder(sum, entry);
    addBacklog(entry.bookedDay === entry.day ? sum : this.sumOf(entry, entry.bookedDay), entry);
  }

  ship(entry: ShippedEntry): void {
    takeShipped(this.sumOf(entry, entry.bookedDay), entry);
  }

  /** An order is confirmed, or taken back, in one event, so that its entries are never spread over two batches of events. */
  private countOrder(sum: ProductSum, entry: BookingEntry): void {
    const count = countOf(entry);
    if (count === 0n) return;
    const booking = bookingOf(entry);
    if (isFirst(this.ordersOf, sum, booking)) sum.orders += count;
    if (isFirst(this.categoriesOf, booking, entry.categoryId)) sum.categoryOrders += count;
  }

  private sumOf(entry: Entry, day: string): ProductSum {
    const { sku, currencyCode, reportingCurrency } = entry;
    const month = day.slice(0, 7);
    const categoryId = entry.categoryId ?? '';
    const key = `${month} ${categoryId} ${currencyCode} ${reportingCurrency} ${sku}`;
    let sum = this.sums.get(key);
    if (!sum) {
      sum = newRow(ProductSum, {
        generation: this.generation,
        month,
        sku,
        categoryId,
        currencyCode,
        reportingCurrency,
        categoryOrders: 0n,
        ...NOTHING,
      });
      this.sums.set(key, sum);
    }
    return sum;
  }
}
