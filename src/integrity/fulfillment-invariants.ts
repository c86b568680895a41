import { InvariantArea } from '../../entities/integrity/invariant.enums';
import type { RulesByKey } from './invariant';
import { FULFILLMENT_RANGES } from './key-ranges';
import { referencesExist } from './references-invariant';

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
