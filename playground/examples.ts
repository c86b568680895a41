/** A tab that the playground opens on a first visit. */
export interface Example {
  readonly query: string;
}

const ORDERS_PAGE = `# The newest orders, ten at a time. Run it with Ctrl-Enter, or the button.
# For the next page, pass pageInfo.endCursor as "after".
query OrdersPage {
  orders(first: 10) {
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
        number
        status
      }
    }
  }
}
`;

const LIVE_ORDER_EVENTS = `# Every event of the orders you may see, as it happens.
subscription LiveOrderEvents {
  orderEvents(after: 0) {
    position
    type
  }
}
`;

const PLACE_ORDER = `# Place order
mutation PlaceOrder {
  placeOrder(input: { idempotencyKey: "playground-1" }) {
    replayed
    order {
      id
      number
    }
  }
}
`;

/** In the order of the tabs; a tab takes its title from the operation's name. */
export const EXAMPLES: readonly Example[] = [
  { query: ORDERS_PAGE },
  { query: LIVE_ORDER_EVENTS },
  { query: PLACE_ORDER },
];
