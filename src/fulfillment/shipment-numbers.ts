import type { NumberSeries } from '../documents/numbers';

/** Shipment numbers: `SH-100001` and up, with gaps. */
export const SHIPMENT_NUMBERS: NumberSeries = { name: 'shipment', prefix: 'SH-' };
