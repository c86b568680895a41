import type { OrderUseCases } from '../orders/use-cases';
import { importOrders } from './order-files/import-orders';

/** What brings in data of other systems besides the use cases of the areas. */
export function importUseCases(orders: OrderUseCases) {
  return { importOrders: importOrders(orders) };
}

export type ImportUseCases = ReturnType<typeof importUseCases>;
