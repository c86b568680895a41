import type { OrderDeps } from '../orders/order-deps';
import { orderUseCases } from '../orders/use-cases';
import { importOrders } from './import-orders';

/** What takes in data of other systems, by the name of its mutation. */
export function intakeUseCases(deps: OrderDeps) {
  return { importOrders: importOrders(orderUseCases(deps)) };
}

export type IntakeUseCases = ReturnType<typeof intakeUseCases>;
