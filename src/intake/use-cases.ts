import type { OrderUseCases } from '../orders/use-cases';
import { importOrders } from './import-orders';

/** What brings in data of other systems besides the use cases of the areas. */
export function intakeUseCases(orders: OrderUseCases) {
  return { importOrders: importOrders(orders) };
}

export type IntakeUseCases = ReturnType<typeof intakeUseCases>;
