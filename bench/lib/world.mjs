/** The generated company: how many there are of each, and how to name the n-th. The same in SQL and in requests. */
export const WORLD = {
  accounts: 500,
  products: 2_000,
  locations: 3,
  reps: 20,
  territories: 10,
  linesPerOrder: 5,
  /** Orders lie in the two years before this moment. */
  end: Date.UTC(2026, 5, 1),
  spanMs: 730 * 86_400_000,
};

/** Ids have the form of ULIDs from before the real ones: `01`, two letters for the kind, 22 digits. */
export const KINDS = {
  account: 'AC',
  address: 'AD',
  snapshot: 'AS',
  rep: 'RP',
  territory: 'TR',
  category: 'CT',
  product: 'PR',
  priceList: 'PX',
  priceEntry: 'PE',
  taxRate: 'TX',
  location: 'XC',
  order: 'RD',
  line: 'RE',
  schedule: 'RS',
  allocation: 'RA',
  fulfillmentOrder: 'FA',
  fulfillmentLine: 'FB',
  shipment: 'SA',
  shipmentLine: 'SB',
  booking: 'BK',
  event: 'EV',
  command: 'CM',
  principal: 'PP',
};

export const idOf = (kind, n) => `01${KINDS[kind]}${String(n).padStart(22, '0')}`;
export const skuOf = (n) => `SKU-${String(n).padStart(5, '0')}`;
export const accountNumberOf = (n) => `A-${String(n).padStart(5, '0')}`;

/** In SQL, for an expression in place of n. */
export const sqlId = (kind, n) => `CONCAT('01${KINDS[kind]}', LPAD(${n}, 22, '0'))`;
/** As `sqlId`, to be compared with a column of ids by its index. */
export const sqlKey = (kind, n) => `CONVERT(${sqlId(kind, n)} USING ascii) COLLATE ascii_bin`;
export const sqlSku = (n) => `CONCAT('SKU-', LPAD(${n}, 5, '0'))`;

/** When the n-th of so many generated orders was ordered, in milliseconds. */
export const orderedAtOf = (n, orders) => WORLD.end - WORLD.spanMs + Math.floor((n * WORLD.spanMs) / orders);

/** Three of five generated orders are shipped and delivered. */
export const isShipped = (n) => n % 5 < 3;
export const sqlIsShipped = (n) => `(${n} % 5 < 3)`;

/** A small generator of pseudo-random numbers in [0, 1) with a seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
