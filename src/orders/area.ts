import { orderEvents } from './order-events';
import { orderInvariants } from './order-invariants';
import { ORDER_NUMBERS } from './order-numbers';
import { orderUseCases } from './use-cases';

export const ordersArea = {
  events: [orderEvents],
  numberSeries: [ORDER_NUMBERS],
  useCases: orderUseCases,
  invariants: [orderInvariants],
  costs: { 'Order.margin': 10 },
};
