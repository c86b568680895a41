import { ORDER } from './order-document';
import { orderInvariants } from './order-invariants';
import { orderUseCases } from './use-cases';

export const ordersArea = {
  documents: [ORDER],
  useCases: orderUseCases,
  invariants: [orderInvariants],
  costs: { 'Order.margin': 10 },
};
