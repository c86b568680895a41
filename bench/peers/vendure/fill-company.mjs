import { skuOf, WORLD } from '../../lib/world.mjs';
import { ADDRESS } from './requests.mjs';

const STOCK = 100_000_000;
const TAX_CATEGORY = 'Standard';

/** What our company has, as far as Vendure knows of it: goods with the same numbers and prices, customers, one tax rate, one way to ship and to pay. */
export async function fillCompany(app, vendure) {
  const { ConfigService, Importer, Populator, RequestContextService } = vendure;
  const { identifier } = app.get(ConfigService).authOptions.superadminCredentials;
  const admin = await userOf(app, vendure, identifier, 'administrator');
  const ctx = await app.get(RequestContextService).create({ apiType: 'admin', user: admin });
  await app.get(Populator).populateInitialData(initialData(vendure));
  await importProducts(app.get(Importer), ctx);
  const token = await signIn(app, vendure, ctx, admin);
  const tokens = [];
  for (let n = 1; n <= WORLD.accounts; n++) tokens.push(await addCustomer(app, vendure, ctx, n));
  return { token, tokens, ...(await idsOf(app, vendure)) };
}

function initialData({ dummyPaymentHandler }) {
  const handler = {
    code: dummyPaymentHandler.code,
    arguments: [{ name: 'automaticSettle', value: 'true' }],
  };
  return {
    defaultLanguage: 'en',
    defaultZone: 'Americas',
    countries: [{ name: 'United States', code: 'US', zone: 'Americas' }],
    taxRates: [{ name: TAX_CATEGORY, percentage: 8 }],
    shippingMethods: [{ name: 'Parcel', price: 500 }],
    paymentMethods: [{ name: 'On account', handler }],
    collections: [],
  };
}

const COLUMNS =
  'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets';
const rowOf = (n) =>
  `Product number ${n},product-${n},,,,,,${skuOf(n)},${5 + (n % 200)},${TAX_CATEGORY},${STOCK},true,,`;

function importProducts(importer, ctx) {
  const rows = Array.from({ length: WORLD.products }, (_, i) => rowOf(i + 1));
  return new Promise((resolve, reject) => {
    importer.parseAndImport([COLUMNS, ...rows].join('\n'), ctx).subscribe({
      next: ({ errors }) => errors.length > 0 && reject(new Error(errors[0])),
      error: reject,
      complete: resolve,
    });
  });
}

/** A customer with an address; resolves to the token of a session of theirs. */
async function addCustomer(app, vendure, ctx, n) {
  const customers = app.get(vendure.CustomerService);
  const name = String(n).padStart(5, '0');
  const emailAddress = `customer-${name}@example.com`;
  const customer = await customers.create(
    ctx,
    { firstName: 'Customer', lastName: name, emailAddress },
    'password',
  );
  await customers.createAddress(ctx, customer.id, {
    ...ADDRESS,
    defaultShippingAddress: true,
    defaultBillingAddress: true,
  });
  return signIn(app, vendure, ctx, await userOf(app, vendure, emailAddress, 'customer'));
}

const userOf = (app, { UserService, RequestContext }, name, kind) =>
  app.get(UserService).getUserByEmailAddress(RequestContext.empty(), name, kind);

async function signIn(app, { SessionService }, ctx, user) {
  const { token } = await app.get(SessionService).createNewAuthenticatedSession(ctx, user, 'native');
  return token;
}

async function idsOf(app, { TransactionalConnection }) {
  const { rawConnection } = app.get(TransactionalConnection);
  const variants = await rawConnection.query('SELECT id, sku FROM product_variant');
  const [shipping] = await rawConnection.query('SELECT id FROM shipping_method');
  const [payment] = await rawConnection.query('SELECT code FROM payment_method');
  return {
    variants: Object.fromEntries(variants.map(({ id, sku }) => [sku, String(id)])),
    shippingMethodId: String(shipping.id),
    paymentMethod: payment.code,
  };
}
