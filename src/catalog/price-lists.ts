import { PriceList } from '../../entities/catalog/price-list';
import { Promotion } from '../../entities/catalog/promotion';
import { TaxRate } from '../../entities/catalog/tax-rate';
import { priceListScope, type Scope } from '../auth/row-scope';
import { defineList } from '../persistence/lists/define-list';
import { filtersOf } from '../persistence/lists/list-filters';
import { fragment, type SqlFragment } from '../persistence/sql-fragment';
import { validDuring } from './validity';

interface ValidityFilter {
  /** Only rows that are valid on this day. */
  validOn?: string | null;
}

const validOn = (day: string): SqlFragment => validDuring('t', [day]);

export interface PriceListFilter extends ValidityFilter {
  currencyCode?: string | null;
  isDefault?: boolean | null;
}

const ofPriceList = filtersOf<PriceListFilter>();

/** The list of price lists, by code: those that hold list prices, and those of visible accounts. */
export const PRICE_LISTS = defineList<PriceList, PriceListFilter, 'CODE', Scope>({
  name: 'priceLists',
  entity: PriceList,
  filters: {
    currencyCode: ofPriceList.equals('currency_code', 'currencyCode'),
    isDefault: ofPriceList.equals('is_default', 'isDefault'),
    validOn: ofPriceList.given('validOn', validOn),
  },
  sorts: { CODE: ['code'] },
  indexes: [['code']],
  visible: (scope) => ({ condition: priceListScope(scope) }),
  cursors: () => 'price-lists',
});

export interface PromotionFilter extends ValidityFilter {
  /** Only promotions for this product. */
  sku?: string | null;
  active?: boolean | null;
}

const ofPromotion = filtersOf<PromotionFilter>();

/** The list of promotions, by code. */
export const PROMOTIONS = defineList<Promotion, PromotionFilter, 'CODE'>({
  name: 'promotions',
  entity: Promotion,
  filters: {
    sku: ofPromotion.given('sku', (sku) =>
      fragment('t.id IN (SELECT pp.promotion_id FROM promotion_products pp WHERE pp.sku = ?)', [sku]),
    ),
    active: ofPromotion.equals('active', 'active'),
    validOn: ofPromotion.given('validOn', validOn),
  },
  sorts: { CODE: ['code'] },
  indexes: [['code']],
});

export interface TaxRateFilter extends ValidityFilter {
  countryCode?: string | null;
  taxCategory?: string | null;
}

const ofTaxRate = filtersOf<TaxRateFilter>();

/** The list of tax rates, by country, region and tax category. */
export const TAX_RATES = defineList<TaxRate, TaxRateFilter, 'PLACE'>({
  name: 'taxRates',
  entity: TaxRate,
  filters: {
    countryCode: ofTaxRate.equals('country_code', 'countryCode'),
    taxCategory: ofTaxRate.equals('tax_category', 'taxCategory'),
    validOn: ofTaxRate.given('validOn', validOn),
  },
  sorts: { PLACE: ['countryCode', 'region', 'taxCategory', 'id'] },
  indexes: [],
  cursors: () => 'tax-rates',
});
