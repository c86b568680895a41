import { cancelOrders } from './cancel-orders';
import { closeOrders } from './close-orders';
import { confirmOrders } from './confirm-orders';
import { eraseContacts } from './erase-contacts';
import { holdOrders, releaseHolds } from './hold-orders';
import { importHistory } from './import-history';
import type { OrderDeps } from './order-deps';
import { placeOrders } from './place-orders';
import { updateDraftOrders } from './update-draft-orders';

/** Everything that changes orders, by the name of its mutation. */
export function orderUseCases(deps: OrderDeps) {
  return {
    placeOrder: placeOrders(deps),
    updateDraftOrder: updateDraftOrders(deps),
    confirmOrder: confirmOrders(deps),
    holdOrder: holdOrders(),
    releaseHold: releaseHolds(),
    cancelOrder: cancelOrders(deps),
    closeOrder: closeOrders(deps),
    eraseContact: eraseContacts(),
    importHistory: importHistory(deps),
  };
}

export type OrderUseCases = ReturnType<typeof orderUseCases>;
