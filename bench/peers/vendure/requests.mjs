/** Everything that Vendure asks of a storefront, in one document: its fields run one after the other, each in a transaction of its own. */
const PLACE = `mutation Place($items: [AddItemInput!]!, $address: CreateAddressInput!, $shipping: [ID!]!, $payment: PaymentInput!) {
  addItemsToOrder(inputs: $items) { errorResults { ...Failure } }
  setOrderShippingAddress(input: $address) { ...Failure }
  setOrderShippingMethod(shippingMethodId: $shipping) { ...Failure }
  transitionOrderToState(state: "ArrangingPayment") { ...Failure }
  addPaymentToOrder(input: $payment) { ...Failure ... on Order { id code state totalWithTax currencyCode } }
}
fragment Failure on ErrorResult { errorCode message }`;

const FIELDS = `id code state orderPlacedAt updatedAt totalWithTax currencyCode
    customer { id firstName lastName }
    lines { id quantity proratedLinePrice productVariant { id sku name } }`;

const PAGE = `query Page($options: OrderListOptions!) {
  orders(options: $options) { items { ${FIELDS} } }
}`;

const ORDER = `query Order($id: ID!) {
  order(id: $id) { ${FIELDS} }
}`;

export const ADDRESS = {
  fullName: 'Pat Customer',
  streetLine1: '1 Main Street',
  city: 'Springfield',
  province: 'IL',
  postalCode: '62701',
  countryCode: 'US',
};

const request = (path, token, query, variables) => ({
  path,
  token,
  body: JSON.stringify({ query, variables }),
});

/** `facts`: what `fill` has said. A customer orders in a session of their own. */
export function placeOrder({ account, lines }, facts) {
  return request('/shop-api', facts.tokens[account - 1], PLACE, {
    items: lines.map(({ sku, quantity }) => ({ productVariantId: facts.variants[sku], quantity })),
    address: ADDRESS,
    shipping: [facts.shippingMethodId],
    payment: { method: facts.paymentMethod, metadata: {} },
  });
}

/** The last of the five must have left a paid order, and none may have answered with one of Vendure's error results. */
export const isPlaced = (body) => body.includes('"state":"PaymentSettled"') && !body.includes('"errorCode"');

/** Before a moment of the later half of the orders that were there beforehand. */
export function pageBefore({ share }, { token, firstAt, lastAt }) {
  const before = new Date(lastAt - share * ((lastAt - firstAt) / 2));
  return request('/admin-api', token, PAGE, {
    options: {
      take: 50,
      sort: { orderPlacedAt: 'DESC' },
      filter: { orderPlacedAt: { before: before.toISOString() } },
    },
  });
}

export function oneOrder({ share }, { token, orderIds }) {
  return request('/admin-api', token, ORDER, { id: orderIds[Math.floor(share * orderIds.length)] });
}
