import { DomainError } from '../shared/errors';
import { applyPpm } from '../shared/money';
import { isValidOn, laterStartFirst, type Validity } from '../catalog/validity';

export interface PriceRequest {
  productId: string;
  sku: string;
  quantity: number;
  /** Business day on which the price applies. */
  day: string;
  currencyCode: string;
  /** The account's price list; null when it pays list prices. */
  priceListId: string | null;
}

export type UnitPriceStepKind = 'LIST' | 'CONTRACT' | 'VOLUME_BREAK' | 'PROMOTION';

/** One step of a unit price. LIST carries the whole list price; the deltas of all steps add up to the unit price. */
export interface UnitPriceStep {
  kind: UnitPriceStepKind;
  label: string;
  unitDeltaMicros: bigint;
}

export interface UnitPriceQuote {
  listUnitMicros: bigint;
  unitMicros: bigint;
  /** Steps that change nothing are left out. */
  steps: UnitPriceStep[];
  /** The price list that decided the price before promotions. */
  priceListId: string;
  promotionId: string | null;
  promotionReason: string | null;
  /** Share of the price that the promotion takes off; 0 without one. */
  promotionPpm: bigint;
}

/** A price list entry together with what its list says. */
export interface PriceCandidate extends Validity {
  sku: string;
  minQuantity: number;
  unitPriceMicros: bigint;
  list: PriceListTerms;
}

export interface PriceListTerms extends Validity {
  id: string;
  name: string;
  currencyCode: string;
  /** True for the list prices of its currency. */
  isDefault: boolean;
}

export interface PromotionCandidate extends Validity {
  id: string;
  code: string;
  name: string;
  reason: string;
  discountPpm: bigint;
  minQuantity: number;
  /** Inclusive; null = no upper limit. */
  maxQuantity: number | null;
}

/**
 * The price of one unit: the list price, replaced by the account's contract price, replaced by the volume break that the quantity
 * reaches, less the largest promotion. `entries` and `promotions` are those of the request's SKU. Fractions of a millionth are
 * rounded half to even. Throws `PRICE_MISSING` without any price for the quantity.
 */
export function unitPrice(
  request: PriceRequest,
  entries: readonly PriceCandidate[],
  promotions: readonly PromotionCandidate[],
): UnitPriceQuote {
  const applicable = entries.filter((entry) => applies(entry, request)).sort(bestFirst);
  const contract = applicable.filter(({ list }) => list.id === request.priceListId);
  const standard = applicable.filter(({ list }) => list.isDefault);
  const deciding = contract[0] ?? standard[0];
  if (!deciding) throw priceMissing(request);
  const contractBase = singlePrice(contract);
  const list = singlePrice(standard) ?? contractBase ?? deciding;
  const base = contract.length > 0 ? (contractBase ?? list) : list;
  const promotion = bestPromotion(promotions, request);
  const promotionPpm = promotion?.discountPpm ?? 0n;
  const reduction = applyPpm(deciding.unitPriceMicros, promotionPpm, 'HALF_EVEN');
  const steps: UnitPriceStep[] = [
    { kind: 'LIST', label: list.list.name, unitDeltaMicros: list.unitPriceMicros },
    { kind: 'CONTRACT', label: base.list.name, unitDeltaMicros: base.unitPriceMicros - list.unitPriceMicros },
    {
      kind: 'VOLUME_BREAK',
      label: breakLabel(deciding),
      unitDeltaMicros: deciding.unitPriceMicros - base.unitPriceMicros,
    },
    { kind: 'PROMOTION', label: promotion?.name ?? '', unitDeltaMicros: -reduction },
  ];
  return {
    listUnitMicros: list.unitPriceMicros,
    unitMicros: deciding.unitPriceMicros - reduction,
    steps: steps.filter(({ kind, unitDeltaMicros }) => kind === 'LIST' || unitDeltaMicros !== 0n),
    priceListId: deciding.list.id,
    promotionId: promotion?.id ?? null,
    promotionReason: promotion?.reason ?? null,
    promotionPpm,
  };
}

function applies({ list, ...entry }: PriceCandidate, { day, quantity, currencyCode }: PriceRequest): boolean {
  return (
    list.currencyCode === currencyCode &&
    entry.minQuantity <= quantity &&
    isValidOn(entry, day) &&
    isValidOn(list, day)
  );
}

/** The largest quantity reached first; of several valid at once the one that started last, and of equal ones always the same. */
function bestFirst(a: PriceCandidate, b: PriceCandidate): number {
  return (
    b.minQuantity - a.minQuantity ||
    laterStartFirst(a, b) ||
    laterStartFirst(a.list, b.list) ||
    (a.list.id < b.list.id ? -1 : 1)
  );
}

/** The price of a single piece, of entries sorted best first. */
function singlePrice(entries: readonly PriceCandidate[]): PriceCandidate | undefined {
  return entries.find(({ minQuantity }) => minQuantity === 1);
}

function bestPromotion(
  promotions: readonly PromotionCandidate[],
  { day, quantity }: PriceRequest,
): PromotionCandidate | undefined {
  return promotions
    .filter(
      (promotion) =>
        promotion.discountPpm > 0n &&
        isValidOn(promotion, day) &&
        promotion.minQuantity <= quantity &&
        (promotion.maxQuantity === null || quantity <= promotion.maxQuantity),
    )
    .reduce<PromotionCandidate | undefined>(
      (best, next) => (best && !isBetter(next, best) ? best : next),
      undefined,
    );
}

function isBetter(a: PromotionCandidate, b: PromotionCandidate): boolean {
  return a.discountPpm === b.discountPpm ? a.code < b.code : a.discountPpm > b.discountPpm;
}

function breakLabel({ list, minQuantity }: PriceCandidate): string {
  return `${list.name}, from ${minQuantity}`;
}

function priceMissing({ sku, quantity, day, currencyCode }: PriceRequest): DomainError {
  return new DomainError(
    'PRICE_MISSING',
    `No price list has a price in ${currencyCode} for ${quantity} of "${sku}" on ${day}. Add an entry to a price list.`,
    { sku, quantity, day, currencyCode },
  );
}
