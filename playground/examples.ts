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

const ORDERS_PAGE = `# The newest orders. Run it with Ctrl-Enter or the button.
# For the next page, give pageInfo.endCursor as "after".
query OrdersPage {
  orders(
    first: 10
    # Other conditions: text, accountId, sku, onHold, ...
    filter: { status: [CONFIRMED, COMPLETED] }
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

const LIVE_ORDER_EVENTS = `# What happens to the orders you may see, when it happens.
# Run it, then place an order in another browser tab.
subscription LiveOrderEvents {
  # Give the last position you saw as "after", and you miss
  # nothing; without it, you begin with the next event.
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

const PLACE_ORDER = `# Prices, allocates and confirms an order. Its input is
# under Variables. A viewer may not place orders: act as
# buyer, sales rep or admin.
# Run it again with the same idempotencyKey, and you get the
# same order, replayed; a new key places a new order.
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

/** Finds an account that may order, and products with what is available of them. */
export const ORDER_SAMPLE_QUERY = `query OrderSample {
  accounts(first: 1, filter: { status: ACTIVE }) {
    nodes {
      id
    }
  }
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
  const { accountId, sku } = sample ?? { accountId: 'an id from the query "accounts"', sku: 'a SKU' };
  const input = { idempotencyKey, accountId, lines: [{ sku, quantity: 2 }] };
  return [
    { query: ORDERS_PAGE },
    { query: LIVE_ORDER_EVENTS },
    { query: PLACE_ORDER, variables: JSON.stringify({ input }, null, 2) },
  ];
}
