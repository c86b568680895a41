import { sqlId, sqlSku, WORLD } from './world.mjs';
import { series } from './bulk-sql.mjs';

const versioned = { version: '1', created_at: '0', updated_at: '0' };
const US_DOLLAR = `'USD'`;

/** Accounts, catalog, prices, taxes, locations and plenty of stock: one statement per table. */
export async function fillCompany(insert) {
  for (const [table, count, columns] of TABLES) await insert(table, columns, series(count, 'n'));
  const { products, locations } = WORLD;
  await insert('inventory_levels', LEVEL, `${series(products, 'n')} CROSS JOIN ${series(locations, 'k')}`);
}

const LEVEL = {
  sku: sqlSku('n'),
  location_id: sqlId('location', 'k'),
  on_hand: '100000000',
  allocated: '0',
  reserved: '0',
  unavailable: '0',
  incoming: '0',
  safety_stock: '0',
  version: '1',
  updated_at: '0',
};

const TABLES = [
  [
    'territories',
    WORLD.territories,
    {
      id: sqlId('territory', 'n'),
      code: `CONCAT('T-', n)`,
      name: `CONCAT('Territory ', n)`,
      ...versioned,
    },
  ],
  [
    'reps',
    WORLD.reps,
    {
      id: sqlId('rep', 'n'),
      code: `CONCAT('R-', n)`,
      name: `CONCAT('Rep ', n)`,
      territory_id: sqlId('territory', `1 + n % ${WORLD.territories}`),
      active: '1',
      ...versioned,
    },
  ],
  ['currencies', 1, { code: US_DOLLAR, name: `'US dollar'`, fraction_digits: '2' }],
  [
    'accounts',
    WORLD.accounts,
    {
      id: sqlId('account', 'n'),
      number: `CONCAT('A-', LPAD(n, 5, '0'))`,
      name: `CONCAT('Customer ', LPAD(n, 5, '0'), ' Inc.')`,
      name_search: `CONCAT('customer ', LPAD(n, 5, '0'), ' inc.')`,
      path: `CONCAT('/', ${sqlId('account', 'n')}, '/')`,
      type: `'COMPANY'`,
      status: `'ACTIVE'`,
      currency_code: US_DOLLAR,
      owner_rep_id: sqlId('rep', `1 + n % ${WORLD.reps}`),
      territory_id: sqlId('territory', `1 + n % ${WORLD.territories}`),
      tax_exempt: '0',
      ...versioned,
    },
  ],
  [
    'address_snapshots',
    WORLD.accounts,
    {
      id: sqlId('snapshot', 'n'),
      address_id: sqlId('address', 'n'),
      account_id: sqlId('account', 'n'),
      line1: `CONCAT(n, ' Main Street')`,
      city: `'Springfield'`,
      region: `'IL'`,
      postal_code: `'62701'`,
      country_code: `'US'`,
      created_at: '0',
    },
  ],
  [
    'addresses',
    WORLD.accounts,
    {
      id: sqlId('address', 'n'),
      account_id: sqlId('account', 'n'),
      kind: `'BOTH'`,
      is_default: '1',
      snapshot_id: sqlId('snapshot', 'n'),
      ...versioned,
    },
  ],
  [
    'product_categories',
    20,
    {
      id: sqlId('category', 'n'),
      code: `CONCAT('C-', n)`,
      name: `CONCAT('Category ', n)`,
      path: `CONCAT('/', ${sqlId('category', 'n')}, '/')`,
      ...versioned,
    },
  ],
  [
    'products',
    WORLD.products,
    {
      id: sqlId('product', 'n'),
      sku: sqlSku('n'),
      name: `CONCAT('Product number ', n)`,
      name_search: `CONCAT('product number ', n)`,
      category_id: sqlId('category', '1 + n % 20'),
      stocked: '1',
      status: `'ACTIVE'`,
      ...versioned,
    },
  ],
  [
    'price_lists',
    1,
    {
      id: sqlId('priceList', 'n'),
      code: `'LIST-USD'`,
      name: `'List prices'`,
      currency_code: US_DOLLAR,
      is_default: '1',
      ...versioned,
    },
  ],
  [
    'price_list_entries',
    WORLD.products,
    {
      id: sqlId('priceEntry', 'n'),
      price_list_id: sqlId('priceList', '1'),
      sku: sqlSku('n'),
      min_quantity: '1',
      unit_price_micros: '(5 + n % 200) * 1000000',
    },
  ],
  [
    'tax_rates',
    1,
    {
      id: sqlId('taxRate', 'n'),
      country_code: `'US'`,
      tax_category: `'STANDARD'`,
      rate_ppm: '80000',
      ...versioned,
    },
  ],
  [
    'locations',
    WORLD.locations,
    {
      id: sqlId('location', 'n'),
      code: `CONCAT('L-', n)`,
      name: `CONCAT('Warehouse ', n)`,
      priority: 'n',
      active: '1',
      country_code: `'US'`,
      ...versioned,
    },
  ],
];
