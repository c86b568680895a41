import { recordBuyerIntentSignals } from './record-buyer-intent-signals';
import { upsertAccounts, type AccountDeps } from './upsert-accounts';
import { upsertAddresses } from './upsert-addresses';
import { upsertContacts } from './upsert-contacts';
import { upsertCurrencies } from './upsert-currencies';
import { upsertExchangeRates } from './upsert-exchange-rates';
import { upsertReps } from './upsert-reps';
import { upsertTerritories } from './upsert-territories';

/** Every use case of the area, by name. */
export function accountUseCases(deps: AccountDeps) {
  return {
    upsertAccount: upsertAccounts(deps),
    upsertContact: upsertContacts(),
    upsertAddress: upsertAddresses(),
    upsertTerritory: upsertTerritories(),
    upsertRep: upsertReps(),
    upsertCurrency: upsertCurrencies(),
    upsertExchangeRate: upsertExchangeRates(),
    recordBuyerIntentSignal: recordBuyerIntentSignals(),
  };
}

export type AccountUseCases = ReturnType<typeof accountUseCases>;
