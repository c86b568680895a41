import type { Product } from '../../entities/catalog/product';
import type { Order } from '../../entities/orders/order';
import type { OrderLine } from '../../entities/orders/order-line';
import { fractionDigits, lineAmountMinor, MICROS_DIGITS, RATE_ONE, roundDiv } from '../shared/money';

type Rates = Pick<Order, 'currencyCode' | 'reportingCurrency' | 'exchangeRateE10' | 'roundingMode'>;
type Sold = Pick<OrderLine, 'netMinor' | 'cancelledMinor' | 'quantityOrdered' | 'quantityCancelled'>;
type Cost = Pick<Product, 'costMicros' | 'costCurrency'>;

/**
 * What a line's net leaves over the cost of its goods, without what was cancelled, in minor units of the order's currency; null when
 * the cost is not known in that currency. The cost is rounded once, as the order's amounts are.
 */
export function lineMargin(order: Rates, line: Sold, product: Cost | null): bigint | null {
  const cost = product && costMinor(order, line.quantityOrdered - line.quantityCancelled, product);
  return cost === null ? null : line.netMinor - line.cancelledMinor - cost;
}

/** The order keeps one rate, from its own to the reporting currency; a cost in a third currency has none that is frozen. */
function costMinor(order: Rates, quantity: number, { costMicros, costCurrency }: Cost): bigint | null {
  if (costMicros === null) return null;
  const digits = fractionDigits(order.currencyCode);
  if (costCurrency === order.currencyCode) {
    return lineAmountMinor(quantity, costMicros, digits, order.roundingMode);
  }
  if (costCurrency !== order.reportingCurrency || order.exchangeRateE10 <= 0n) return null;
  return roundDiv(
    BigInt(quantity) * costMicros * RATE_ONE * 10n ** BigInt(digits),
    order.exchangeRateE10 * 10n ** BigInt(MICROS_DIGITS),
    order.roundingMode,
  );
}

/** The margins of lines together; null when one of them is. */
export function sumMargins(margins: readonly (bigint | null)[]): bigint | null {
  return margins.reduce<bigint | null>(
    (sum, margin) => (sum === null || margin === null ? null : sum + margin),
    0n,
  );
}
