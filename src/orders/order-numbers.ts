import type { NumberSeries } from '../documents/numbers';

/** Order numbers: `SO-100001` and up, with gaps. */
export const ORDER_NUMBERS: NumberSeries = { name: 'order', prefix: 'SO-' };
