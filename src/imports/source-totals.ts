import { roundDiv, type RoundingMode } from '../shared/money';
import { Totals, type GroupKeys } from './totals';

/** What the source says of one order. Amounts in millionths, exact. */
export interface SourceOrder {
  keys: GroupKeys;
  units: number;
  /** Price × quantity of each line; empty where the source has no such figure of its own. */
  gross: readonly bigint[];
  /** After discounts, of each line. */
  lineNet: readonly bigint[];
  /** Of the order, when it says so itself; else the sum of its lines. */
  net: bigint | null;
  tax: bigint;
  freight: bigint;
  total: bigint | null;
}

/** Micros in a cent. */
const CENT = 10_000n;

/** The control totals of a source, computed from its files: exact, and with every amount that we round rounded as we do. */
export class SourceTotals {
  readonly exact = new Totals();
  readonly rounded = new Totals();
  private readonly seenYears = new Set<string>();

  constructor(private readonly roundingMode: RoundingMode) {}

  add(order: SourceOrder): void {
    this.seenYears.add(order.keys.year);
    this.put(this.exact, order, (amount) => amount);
    this.put(
      this.rounded,
      { ...order, net: null, total: null },
      (amount) => roundDiv(amount, CENT, this.roundingMode) * CENT,
    );
  }

  years(): string[] {
    return [...this.seenYears].sort();
  }

  private put(totals: Totals, order: SourceOrder, round: (amount: bigint) => bigint): void {
    const sum = (amounts: readonly bigint[]): bigint =>
      amounts.reduce((total, amount) => total + round(amount), 0n);
    const lineNet = sum(order.lineNet);
    const net = order.net ?? lineNet;
    const tax = round(order.tax);
    const freight = round(order.freight);
    totals.add(order.keys, {
      orders: 1n,
      lines: BigInt(order.lineNet.length),
      units: BigInt(order.units),
      gross: sum(order.gross),
      lineNet,
      net,
      tax,
      freight,
      total: order.total ?? net + tax + freight,
    });
  }
}
