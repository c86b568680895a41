import WebSocket from 'ws';

const RECONNECT_MS = 200;
/** A connection on which nothing comes for so long is given up: its server may be frozen. */
const SILENT_FOR_MS = 8_000;

const VIEWS = {
  events: {
    query: 'subscription ($after: Position) { orderEvents(after: $after) { position type } }',
    positionOf: (data) => data.orderEvents.position,
  },
  statuses: {
    query:
      'subscription ($after: Position) { orderStatusChanged(filter: {}, after: $after) { position current { status } } }',
    positionOf: (data) => data.orderStatusChanged.position,
  },
  stock: {
    query:
      'subscription ($after: Position) { inventoryLevelChanged(sku: "A", after: $after) { position level { onHand } } }',
    positionOf: (data) => data.inventoryLevelChanged.position,
  },
};

/** One who follows a view through every reconnection, by the last position seen. */
class Follower {
  positions = [];
  /** Positions that came although they were not greater than the one before. */
  doubles = [];

  constructor(view, after) {
    this.view = view;
    this.query = VIEWS[view].query;
    this.last = after;
  }

  get variables() {
    return { after: String(this.last) };
  }

  take({ data, errors }) {
    if (errors) throw new Error(`An event came with errors: ${JSON.stringify(errors)}`);
    const position = Number(VIEWS[this.view].positionOf(data));
    if (position <= this.last) this.doubles.push(position);
    else this.positions.push(position);
    this.last = Math.max(position, this.last);
  }
}

/** One who watches the bookings, as a dashboard does: a snapshot, then what changes, also while it was away. */
class Dashboard {
  view = 'bookings';
  /** Positions that came although they were less than the one before. */
  doubles = [];
  groups = new Map();
  last = null;
  query = `subscription ($after: Position) { bookings(window: { period: LAST_7_DAYS }, groupBy: [SKU], after: $after) {
    position snapshot groups { key sku orders units bookings { amount } backlog { amount } cancellations { amount } } } }`;

  get variables() {
    return this.last === null ? {} : { after: String(this.last) };
  }

  take({ data, errors }) {
    if (errors) throw new Error(`Bookings came with errors: ${JSON.stringify(errors)}`);
    const { position, snapshot, groups } = data.bookings;
    if (Number(position) < this.last) this.doubles.push(Number(position));
    this.last = Number(position);
    if (snapshot) this.groups.clear();
    for (const group of groups) this.groups.set(group.key, group);
  }
}

/** Followers on one websocket, which is made again, to any of the servers, whenever it ends. */
class Connection {
  socket = null;
  stopped = false;
  heard = 0;
  closeCodes = [];
  problems = [];

  constructor(servers, token, followers) {
    this.servers = servers;
    this.token = token;
    this.followers = followers;
    this.watch = setInterval(() => this.giveUpIfSilent(), 1_000);
    this.connect();
  }

  connect() {
    if (this.stopped) return;
    const server = this.servers[Math.floor(Math.random() * this.servers.length)];
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      handshakeTimeout: 3_000,
      perMessageDeflate: false,
    });
    this.socket = socket;
    this.heard = performance.now();
    const say = (message) => socket.send(JSON.stringify(message));
    socket.on('open', () =>
      say({ type: 'connection_init', payload: { authorization: `Bearer ${this.token}` } }),
    );
    socket.on('ping', () => (this.heard = performance.now()));
    socket.on('message', (data) => {
      this.heard = performance.now();
      if (socket.readyState === socket.OPEN) this.receive(JSON.parse(data), say);
    });
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      this.closeCodes.push(code);
      setTimeout(() => this.connect(), RECONNECT_MS * (0.5 + Math.random()));
    });
  }

  receive({ type, id, payload }, say) {
    if (type === 'connection_ack') {
      this.followers.forEach(({ query, variables }, i) =>
        say({ id: String(i), type: 'subscribe', payload: { query, variables } }),
      );
    } else if (type === 'next' && couldNotBegin(payload)) {
      this.socket.close();
    } else if (type === 'next') {
      try {
        this.followers[Number(id)].take(payload);
      } catch (error) {
        this.problems.push(error.message);
      }
    } else if (type === 'error' || type === 'complete') {
      const code = payload?.[0]?.extensions?.code;
      if (code !== 'RESYNC_REQUIRED' && code !== 'UNAVAILABLE')
        this.problems.push(`${type} ${JSON.stringify(payload)}`);
      this.socket.close();
    }
  }

  giveUpIfSilent() {
    if (performance.now() - this.heard > SILENT_FOR_MS) this.socket.terminate();
  }

  stop() {
    this.stopped = true;
    clearInterval(this.watch);
    this.socket.terminate();
  }
}

/** Subscribers of all kinds over a number of connections, all from the same position on. */
export class Subscribers {
  constructor(servers, token, { connections, each, after }) {
    this.connections = Array.from({ length: connections }, () => {
      const followers = Array.from({ length: each - 1 }, (_, i) => new Follower(viewOf(i), after));
      return new Connection(servers, token, [...followers, new Dashboard()]);
    });
  }

  get all() {
    return this.connections.flatMap(({ followers }) => followers);
  }

  of(view) {
    return this.all.filter((follower) => follower.view === view);
  }

  get problems() {
    return this.connections.flatMap(({ problems }) => problems);
  }

  get reconnections() {
    return this.connections.reduce((sum, { closeCodes }) => sum + closeCodes.length, 0);
  }

  stop() {
    for (const connection of this.connections) connection.stop();
  }
}

const viewOf = (i) => (i % 5 === 3 ? 'statuses' : i % 5 === 4 ? 'stock' : 'events');

/** The database went away between the connection and the subscription: graphql-ws tells that as a result without data. */
function couldNotBegin({ data, errors }) {
  return !data && errors?.every(({ extensions }) => extensions.code === 'UNAVAILABLE');
}
