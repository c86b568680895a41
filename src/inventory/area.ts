import { releaseExpired } from './release-expired-reservations';
import { levelEvents, locationEvents } from './inventory-events';
import { stockInvariants } from './stock-invariants';
import { inventoryUseCases } from './use-cases';

export const inventoryArea = {
  events: [locationEvents, levelEvents],
  useCases: inventoryUseCases,
  invariants: [stockInvariants],
  housekeeping: [releaseExpired],
};
