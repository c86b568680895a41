/** A tab that the playground opens on a first visit; it takes its title from the operation's name. */
export interface Example {
  readonly query: string;
  readonly variables?: string;
}

/** What the example order asks for. */
export interface OrderSample {
  readonly accountId: string;
  readonly sku: string;
}

const ORDERS_PAGE = `# The newest orders. Run it with Ctrl-Enter, or the
# button. For the next page, give endCursor as "after".
query OrdersPage {
  orders(
    first: 10
    # Or by text, accountId, sku, orderedFrom, ...
    filter: { status: [CONFIRMED] }
    sort: { field: DATE, direction: DESC }
  ) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      number
      orderedAt
      accountName
      status
      fulfillmentStatus
      deliveryStatus
      total {
        amount
        currencyCode
      }
      lines {
        sku
        description
        quantityOrdered
        quantityShipped
        quantityBackordered
      }
    }
  }
}
`;

const LIVE_ORDER_EVENTS = `# What happens to the orders you may see, live. Run it,
# then place an order in another browser tab.
subscription LiveOrderEvents {
  # Begins with the next event. With (after: "123") it
  # first sends all that came after that position; send
  # extensions.logEpoch along as logEpoch.
  orderEvents {
    position
    type
    occurredAt
    order {
      number
      accountName
      status
      fulfillmentStatus
      total {
        amount
        currencyCode
      }
    }
  }
}
`;

const LIVE_EVENTS = `# Everything that happens, live, as far as you may see
# it: to orders, stock, products, prices, accounts.
subscription LiveEvents {
  # Of some kinds only: add
  # (filter: { aggregateTypes: [Order, Product] }).
  events {
    position
    type
    aggregateType
    aggregateId
    occurredAt
    data
  }
}
`;

const PLACE_ORDER = `# Prices, allocates and confirms an order. Its input is
# under Variables; buyers, sales reps and admins may.
# Run it again, and you get the same order, replayed;
# with another idempotencyKey, you place a second one.
mutation PlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    replayed
    order {
      id
      number
      status
      version
      net {
        amount
      }
      tax {
        amount
      }
      total {
        amount
        currencyCode
      }
      lines {
        sku
        status
        quantityAllocated
        quantityBackordered
        # How the price came about, step by step.
        priceExplanation {
          kind
          label
          amount {
            amount
          }
        }
      }
    }
  }
}
`;

/** Finds an account that may order. */
export const SAMPLE_ACCOUNT_QUERY = `query SampleAccount {
  accounts(first: 1, filter: { status: ACTIVE }) {
    nodes {
      id
    }
  }
}
`;

/** Finds products, with what can be ordered of them. */
export const SAMPLE_PRODUCTS_QUERY = `query SampleProducts {
  products(first: 50, filter: { status: ACTIVE, stocked: true }) {
    nodes {
      sku
      availability {
        available
      }
    }
  }
}
`;

/** The examples in the order of their tabs. Without a sample, the order's input says what to fill in. */
export function examples(sample: OrderSample | null, idempotencyKey: string): Example[] {
  const { accountId, sku } = sample ?? { accountId: 'ID OF AN ACCOUNT', sku: 'SKU' };
  const input = {
    idempotencyKey,
    accountId,
    channel: 'ECOMMERCE',
    confirm: true,
    lines: [{ sku, quantity: 2 }],
  };
  return [
    { query: ORDERS_PAGE },
    { query: LIVE_ORDER_EVENTS },
    { query: PLACE_ORDER, variables: JSON.stringify({ input }, null, 2) },
    { query: LIVE_EVENTS },
  ];
}
