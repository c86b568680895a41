import { randomUUID } from 'node:crypto';
import { KeptConnection } from './connection.mjs';
import { globalId, graphql } from './workloads.mjs';
import { idOf, skuOf, WORLD } from './world.mjs';

/** One client that does what is large, one thing after the other. */
export class LargeWorks {
  #connection;

  constructor(url, token, { lines, parts }) {
    this.#connection = new KeptConnection(url, token);
    this.lines = lines;
    this.parts = parts;
  }

  close() {
    this.#connection.close();
  }

  /** A confirmed order, or a draft, of so many lines of so many parts each; an order is asked for nothing but its id. */
  async place(confirm = true) {
    const schedule = Array.from({ length: this.parts }, () => ({ quantity: 2 }));
    const input = {
      accountId: globalId('Account', idOf('account', 1)),
      confirm,
      lines: Array.from({ length: this.lines }, (_, i) => ({
        sku: skuOf(1 + i),
        quantity: 2 * this.parts,
        schedule,
      })),
    };
    return (await this.#change('placeOrder', 'PlaceOrderInput', input, ORDER)).order;
  }

  confirm(order) {
    return this.#change('confirmOrder', 'ConfirmOrderInput', versionOf(order), ORDER);
  }

  hold(order) {
    const input = { ...versionOf(order), scope: 'ORDER', reason: 'OTHER' };
    return this.#change('holdOrder', 'HoldOrderInput', input, ORDER);
  }

  cancel(order) {
    return this.#change(
      'cancelOrder',
      'CancelOrderInput',
      { ...versionOf(order), reason: 'all of it' },
      ORDER,
    );
  }

  /** What a partly shipped order has left. */
  closeRest(order) {
    return this.#change('closeOrder', 'CloseOrderInput', { ...versionOf(order), reason: 'the rest' }, ORDER);
  }

  /** What there is to ship of an order, all from one location. */
  async toShip({ id }) {
    return (await this.#ask(TO_SHIP, { id })).order.fulfillmentOrders[0].id;
  }

  async planShipment(fulfillmentOrderId) {
    const input = { fulfillmentOrderId };
    return (await this.#change('createShipment', 'CreateShipmentInput', input, SHIPMENT)).shipment;
  }

  /** A shipment of one piece. */
  async planPiece(fulfillmentOrderId, { id }) {
    const [first] = (await this.#ask(FULFILLMENT_LINES, { id })).order.fulfillmentOrders[0].lines;
    const lines = [{ fulfillmentOrderLineId: first.id, quantity: 1 }];
    const input = { fulfillmentOrderId, lines };
    return (await this.#change('createShipment', 'CreateShipmentInput', input, SHIPMENT)).shipment;
  }

  ship({ id }) {
    return this.#change('markShipped', 'MarkShippedInput', { shipmentId: id }, SHIPMENT);
  }

  deliver({ id }) {
    return this.#change('markDelivered', 'MarkDeliveredInput', { shipmentId: id }, SHIPMENT);
  }

  /** The order as it is now. */
  async again({ id }) {
    return (await this.#ask(`query Again($id: ID!) { order(id: $id) { id version } }`, { id })).order;
  }

  /** The grouping with the most groups. */
  bookings() {
    const day = (at) => new Date(at).toISOString().slice(0, 10);
    const window = { from: day(WORLD.end - WORLD.spanMs), to: day(WORLD.end) };
    return this.#outcome(
      `query { bookings(groupBy: [SKU, TERRITORY], window: { from: "${window.from}", to: "${window.to}" }, first: 1000) { groups { orders } } }`,
    );
  }

  invariants() {
    return this.#outcome('{ invariants { __typename } }');
  }

  async #change(name, type, input, selection) {
    const text = `mutation Change($input: ${type}!) { ${name}(input: $input) ${selection} }`;
    return (await this.#ask(text, { input: { idempotencyKey: randomUUID(), ...input } }))[name];
  }

  async #ask(text, variables) {
    const { data, errors } = await this.#send(text, variables);
    if (errors) throw new Error(`${errors[0].message}\n${text}`);
    return data;
  }

  /** For questions that the server may refuse to answer: the code of its refusal. */
  async #outcome(text) {
    const { errors } = await this.#send(text, {});
    return errors ? errors[0].extensions.code : 'answered';
  }

  async #send(text, variables) {
    const { body } = await this.#connection.send(graphql(null, text, variables));
    return JSON.parse(body.toString('utf8'));
  }
}

const ORDER = '{ order { id version } }';
const SHIPMENT = '{ shipment { id } }';
const TO_SHIP = 'query ToShip($id: ID!) { order(id: $id) { fulfillmentOrders { id } } }';
const FULFILLMENT_LINES = 'query Lines($id: ID!) { order(id: $id) { fulfillmentOrders { lines { id } } } }';

const versionOf = ({ id, version }) => ({ orderId: id, expectedVersion: version });

/** What is measured, in this order: what must be there, which is not measured, and what is done to it. */
export const ORDER_WORKS = {
  'order placed': [() => null, (works) => works.place()],
  'draft placed': [() => null, (works) => works.place(false)],
  'draft confirmed': [(works) => works.place(false), (works, order) => works.confirm(order)],
  'order held': [(works) => works.place(), (works, order) => works.hold(order)],
  'order cancelled': [(works) => works.place(), (works, order) => works.cancel(order)],
  'shipment planned': [
    async (works) => works.toShip(await works.place()),
    (works, fulfillmentOrderId) => works.planShipment(fulfillmentOrderId),
  ],
  'order shipped': [
    async (works) => works.planShipment(await works.toShip(await works.place())),
    (works, shipment) => works.ship(shipment),
  ],
  'order delivered': [
    async (works) => {
      const shipment = await works.planShipment(await works.toShip(await works.place()));
      await works.ship(shipment);
      return shipment;
    },
    (works, shipment) => works.deliver(shipment),
  ],
  'order closed': [
    async (works) => {
      const order = await works.place();
      await works.ship(await works.planPiece(await works.toShip(order), order));
      return works.again(order);
    },
    (works, order) => works.closeRest(order),
  ],
};

export const QUESTIONS = {
  'bookings by SKU and territory': [() => null, (works) => works.bookings()],
  invariants: [() => null, (works) => works.invariants()],
};
