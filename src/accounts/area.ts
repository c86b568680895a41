import { accountEvents, repEvents, territoryEvents } from './account-events';
import { accountUseCases } from './use-cases';

export const accountsArea = {
  events: [accountEvents, territoryEvents, repEvents],
  useCases: accountUseCases,
};
