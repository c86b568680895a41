import type { ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { Shipment } from '../../entities/fulfillment/shipment';
import type { Scope } from '../auth/row-scope';
import { visiblePath } from '../auth/visible-rows';
import { defineList } from '../persistence/lists/define-list';
import { filtersOf } from '../persistence/lists/list-filters';
import { orderVisible } from './find-shipments';

export interface ShipmentFilter {
  status?: ShipmentStatus | null;
  orderId?: string | null;
  locationId?: string | null;
}

const { equals } = filtersOf<ShipmentFilter>();

/** The list of shipments. Ids rise with time: newest first. Limited scopes find theirs through their orders. */
export const SHIPMENTS = defineList<Shipment, ShipmentFilter, 'NEWEST', Scope>({
  name: 'shipments',
  entity: Shipment,
  filters: {
    status: equals('status', 'status'),
    orderId: { ...equals('order_id', 'orderId'), few: ['order_id'] },
    locationId: equals('location_id', 'locationId'),
  },
  sorts: { NEWEST: ['id'] },
  descending: true,
  indexes: [['id'], ['status', 'id'], ['location_id', 'id'], ['location_id', 'status', 'id'], ['order_id']],
  visible: (scope) => ({
    condition: orderVisible(scope),
    path: { ...visiblePath('orders', scope), of: 'order_id' },
  }),
  bound: { rows: 'shipments', advice: 'Narrow it by orderId, locationId or status.' },
});
