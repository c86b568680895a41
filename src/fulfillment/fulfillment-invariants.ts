import { InvariantArea } from '../../entities/integrity/invariant.enums';
import type { RulesByKey } from '../persistence/invariants/invariant';
import { referencesExist } from '../persistence/invariants/references-exist';
import { rangesOf } from '../persistence/invariants/key-ranges';

/** Ids of work and of shipments. */
const FULFILLMENT_RANGES = rangesOf([
  ['fulfillment_orders', 'id'],
  ['fulfillment_order_lines', 'fulfillment_order_id'],
  ['shipments', 'id'],
  ['shipment_lines', 'shipment_id'],
]);

const ofLines = { order_line_id: 'order_lines', schedule_line_id: 'order_schedule_lines' };

export const fulfillmentInvariants: RulesByKey = {
  name: 'FULFILLMENT',
  area: InvariantArea.FULFILLMENT,
  ranges: FULFILLMENT_RANGES,
  rules: [
    referencesExist({
      table: 'fulfillment_orders',
      by: 'id',
      columns: { order_id: 'orders', location_id: 'locations' },
    }),
    referencesExist({
      table: 'fulfillment_order_lines',
      by: 'fulfillment_order_id',
      columns: { fulfillment_order_id: 'fulfillment_orders', ...ofLines },
    }),
    referencesExist({
      table: 'shipments',
      by: 'id',
      columns: {
        order_id: 'orders',
        fulfillment_order_id: 'fulfillment_orders',
        location_id: 'locations',
      },
    }),
    referencesExist({
      table: 'shipment_lines',
      by: 'shipment_id',
      columns: { shipment_id: 'shipments', ...ofLines },
    }),
  ],
};
