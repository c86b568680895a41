import type { CategoryInput } from '../../src/catalog/category-rows';
import type { PriceListInput } from '../../src/catalog/upsert-price-lists';
import type { ProductCategoryInput } from '../../src/catalog/upsert-product-categories';
import type { ProductInput } from '../../src/catalog/upsert-products';
import type { PromotionInput } from '../../src/catalog/upsert-promotions';
import type { TaxRateInput } from '../../src/catalog/upsert-tax-rates';
import { fromGlobalId } from '../../src/shared/global-id';
import { microsOf, ppmOf } from '../kit/money.inputs';
import type {
  PriceListEntryInput,
  PriceListEntryKeyInput,
  UpsertPriceListInput,
  UpsertPromotionInput,
  UpsertTaxRateInput,
} from './price-mutations.inputs';
import type {
  CategoryOfProductInput,
  UpsertProductCategoryInput,
  UpsertProductInput,
} from './product-mutations.inputs';

/** For a value that cannot be empty: null means the same as absent. */
function given<T>(value: T | null | undefined): T | undefined {
  return value ?? undefined;
}

function idOf(type: string, id: string | null | undefined): string | null {
  return id ? fromGlobalId(type, id) : null;
}

export function toProduct(input: UpsertProductInput): ProductInput {
  const { cost, category } = input;
  return {
    id: idOf('Product', input.id),
    sku: input.sku,
    name: given(input.name),
    category: category && toCategory(category),
    unitCode: given(input.unitCode),
    taxCategory: given(input.taxCategory),
    stocked: given(input.stocked),
    cost: cost && { micros: microsOf(cost, 'cost'), currencyCode: cost.currencyCode },
    backorderPolicy: input.backorderPolicy,
    leadTimeDays: given(input.leadTimeDays),
    status: given(input.status),
    sellStartDay: input.sellStartDay,
    sellEndDay: input.sellEndDay,
    expectedVersion: input.expectedVersion,
  };
}

function toCategory({ code, name, parentCode }: CategoryOfProductInput): CategoryInput {
  return { code, name: given(name), parentCode };
}

export function toProductCategory(input: UpsertProductCategoryInput): ProductCategoryInput {
  return {
    id: idOf('ProductCategory', input.id),
    ...toCategory(input),
    expectedVersion: input.expectedVersion,
  };
}

export function toPriceList(input: UpsertPriceListInput): PriceListInput {
  return {
    id: idOf('PriceList', input.id),
    code: input.code,
    name: given(input.name),
    currencyCode: given(input.currencyCode),
    isDefault: given(input.isDefault),
    validFrom: input.validFrom,
    validTo: input.validTo,
    entries: input.entries?.map(toEntry),
    removeEntries: input.removeEntries?.map(toEntryKey),
    expectedVersion: input.expectedVersion,
  };
}

function toEntry(entry: PriceListEntryInput, index: number): NonNullable<PriceListInput['entries']>[number] {
  return {
    ...toEntryKey(entry),
    unitPriceMicros: microsOf(entry.unitPrice, `entries.${index}.unitPrice`),
    currencyCode: entry.unitPrice.currencyCode,
    validTo: entry.validTo ?? null,
  };
}

function toEntryKey({
  sku,
  minQuantity,
  validFrom,
}: PriceListEntryKeyInput): NonNullable<PriceListInput['removeEntries']>[number] {
  return { sku, minQuantity, validFrom: validFrom ?? null };
}

export function toPromotion(input: UpsertPromotionInput): PromotionInput {
  const discount = given(input.discountPercent);
  return {
    id: idOf('Promotion', input.id),
    code: input.code,
    name: given(input.name),
    reason: given(input.reason),
    discountPpm: discount === undefined ? undefined : ppmOf(discount, 'discountPercent'),
    minQuantity: given(input.minQuantity),
    maxQuantity: input.maxQuantity,
    validFrom: input.validFrom,
    validTo: input.validTo,
    active: given(input.active),
    skus: given(input.skus),
    expectedVersion: input.expectedVersion,
  };
}

export function toTaxRate(input: UpsertTaxRateInput): TaxRateInput {
  const { countryCode, region, taxCategory, validFrom, validTo, name, expectedVersion } = input;
  return {
    ...{ countryCode, region, taxCategory, name, expectedVersion },
    validFrom: validFrom ?? null,
    validTo: validTo ?? null,
    ratePpm: ppmOf(input.percent, 'percent'),
  };
}
