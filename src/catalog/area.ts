import {
  categoryEvents,
  priceListEvents,
  productEvents,
  promotionEvents,
  taxRateEvents,
} from './catalog-events';
import { catalogUseCases } from './use-cases';

export const catalogArea = {
  events: [productEvents, categoryEvents, priceListEvents, promotionEvents, taxRateEvents],
  useCases: catalogUseCases,
};
