import { Currency } from '../../entities/accounts/currency';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { defineList } from '../persistence/lists/define-list';
import { filtersOf } from '../persistence/lists/list-filters';
import type { Sql } from '../persistence/sql';

export interface TerritoryFilter {
  groupName?: string | null;
  countryCode?: string | null;
}

const ofTerritory = filtersOf<TerritoryFilter>();

/** The list of territories, by code. */
export const TERRITORIES = defineList<Territory, TerritoryFilter, 'CODE'>({
  name: 'territories',
  entity: Territory,
  filters: {
    groupName: ofTerritory.equals('group_name', 'groupName'),
    countryCode: ofTerritory.equals('country_code', 'countryCode'),
  },
  sorts: { CODE: ['code'] },
  indexes: [['code']],
});

export interface RepFilter {
  territoryId?: string | null;
  active?: boolean | null;
}

const ofRep = filtersOf<RepFilter>();

/** The list of sales representatives, by code. */
export const REPS = defineList<Rep, RepFilter, 'CODE'>({
  name: 'reps',
  entity: Rep,
  filters: {
    territoryId: ofRep.equals('territory_id', 'territoryId'),
    active: ofRep.equals('active', 'active'),
  },
  sorts: { CODE: ['code'] },
  indexes: [['code']],
});

/** ISO 4217 knows fewer than two hundred. */
export const MAX_CURRENCIES = 500;

/** Currencies by code. */
export function findCurrencies(sql: Sql): Promise<Currency[]> {
  return sql.select(Currency, `ORDER BY t.code LIMIT ${MAX_CURRENCIES}`);
}
