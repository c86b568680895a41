import type { ErrorMeaning } from './error-meaning';

const TYPE_AND_ID = { type: 'the type of the object', id: 'its id, if it was given' };
const PLACE = { path: 'where in the input' };

/** What a rule of the business refuses. */
export const BUSINESS_ERROR_CODES = {
  NOT_FOUND: {
    when: 'The object does not exist, or the caller may not see it.',
    details: {
      ...TYPE_AND_ID,
      ...PLACE,
      number: 'its number',
      sku: 'its SKU',
      minQuantity: 'of a price: from which quantity it holds',
      validFrom: 'of a price: from which day it holds',
    },
    then: 'Check the id.',
  },
  VERSION_CONFLICT: {
    when: 'The object has changed since the caller has seen it.',
    details: {
      expected: 'the version that was sent',
      current: 'the version now',
      orderNumber: 'of an order: its number',
      sku: 'of a level: its SKU',
      locationId: 'of a level: its location',
    },
    then: 'Read the object again, and send the change with its present version if it still makes sense.',
  },
  INVALID_TRANSITION: {
    when: 'The object is in a state that does not allow this.',
    details: {
      from: 'the state',
      allowed: 'what may be done, or which states it could be in',
      requested: 'what was asked for',
      orderNumber: 'of an order: its number',
      shipmentNumber: 'of a shipment: its number',
    },
    then: 'Do one of what is allowed.',
  },
  ORDER_ON_HOLD: {
    when: 'An open hold stops this.',
    details: {
      orderNumber: 'number of the order',
      holds: 'the `scope` and, with INTERNAL_READ, the `reason` of each hold',
    },
    then: 'Release the holds first.',
  },
  INSUFFICIENT_STOCK: {
    when: 'Less is available than is needed, and it may not be backordered.',
    details: {
      lines:
        'for each line `sku`, `requested` and `available` (null for who may not see quantities), with its `lineNumber` or `locationId`',
    },
    then: 'Order less, wait for stock, or let it be backordered.',
  },
  INVALID_QUANTITY: {
    when: 'A quantity is outside of its limits.',
    details: {
      quantity: 'the quantity',
      min: 'the least that it may be',
      max: 'the most that it may be',
      sku: 'its SKU',
      lineNumber: 'its order line',
      ...PLACE,
    },
    then: 'Send a quantity within the limits.',
  },
  ACCOUNT_INACTIVE: {
    when: 'The account may not order.',
    details: { account: 'its number', status: 'its status' },
    then: 'Activate it first.',
  },
  PRODUCT_NOT_SELLABLE: {
    when: 'A product is discontinued, or outside of its selling dates.',
    details: { sku: 'its SKU' },
    then: 'Order something else.',
  },
  PRICE_MISSING: {
    when: 'No price list has a price for the SKU, currency, quantity and day.',
    details: { sku: 'the SKU', quantity: 'the quantity', day: 'the day', currencyCode: 'the currency' },
    then: 'Add a price, or order in another currency or quantity.',
  },
  DISCOUNT_LIMIT_EXCEEDED: {
    when: 'Discounts by hand take more off a line than the account allows the caller to give.',
    details: {
      limit: 'the most, in percent; null for those who may not see it',
      asked: 'what they come to, in percent',
      lineNumber: 'the order line',
    },
    then: 'Give less, or ask somebody with the permission DISCOUNT_OVERRIDE.',
  },
  EXCHANGE_RATE_MISSING: {
    when: 'There is no exchange rate between two currencies on the day or before.',
    details: { from: 'one currency', to: 'the other', day: 'the day' },
    then: 'Add a rate.',
  },
  CURRENCY_UNKNOWN: {
    when: 'The currency is not set up.',
    details: { currencyCode: 'the currency' },
    then: 'Set it up, or use one of `currencies`.',
  },
  PO_DUPLICATE: {
    when: 'Another order of the account that is not cancelled carries this purchase order number.',
    details: { poNumber: 'the number', orderNumber: 'the other order' },
    then: 'Look at the other order; it may be the same one.',
  },
  DUPLICATE: {
    when: 'Another object has this code, number or external id already.',
    details: {
      code: 'the code',
      sku: 'the SKU',
      number: 'the number',
      currencyCode: 'of a price list: the currency that has a default already',
      system: 'of an external id: the system',
      externalId: 'of an external id: the id in it',
      index: 'of a list: where in it',
      ...PLACE,
    },
    then: 'Change the other object, or use another code, number or id.',
  },
  EXISTING_DIFFERS: {
    when: 'An order with this external id is here already, and came in with other content.',
    details: {
      system: 'the system',
      externalId: 'the id in it',
      fields:
        'for each place that differs, the first 20, its `path`, the `rule` `differs` and a `message` with both values',
    },
    then: 'Correct what is sent, change the order here, or, for HISTORY, import it with `replace`.',
  },
  INVALID_REFERENCE: {
    when: 'An object that the input names does not exist or does not fit.',
    details: {
      ...PLACE,
      key: 'what it was called',
      sku: 'the SKU',
      skus: 'the SKUs',
      parentCode: 'code of the category above',
      locationId: 'the location',
      addressId: 'the address',
      orderLineId: 'the order line',
      shipmentLineId: 'the line of the shipment',
      scope: 'of a hold: its scope',
    },
    then: 'Name one that exists and fits.',
  },
  ADDRESS_REQUIRED: {
    when: 'The order has no address to ship to.',
    details: { account: 'number of the account' },
    then: 'Give one, or set a default on the account.',
  },
} as const satisfies Record<string, ErrorMeaning>;
