import { northwind } from '../../../src/imports/samples/northwind/northwind';
import type { ImportReport } from '../../../src/imports/import-report';
import { isComplete } from '../../../src/imports/import-report';
import { expectFolded } from '../../support/fold-events';
import { ImportWorld, sourceFigures, unexplained } from '../../support/import-world';
import { describeWithData } from '../../support/source-data';

describeWithData('importing Northwind', 'northwind', (folder) => {
  let world: ImportWorld;
  let report: ImportReport;

  beforeAll(async () => {
    world = await ImportWorld.create();
    report = await world.import(northwind, folder);
  });

  afterAll(() => world.drop());

  it('meets the control totals of every year', () => {
    expect(sourceFigures(report, 'year', ['orders', 'lines', 'units', 'gross', 'net'])).toEqual({
      1996: ['152', '405', '9581', '226298.5', '208083.97'],
      1997: ['408', '1059', '25489', '658388.75', '617085.2035'],
      1998: ['270', '691', '16247', '469771.34', '440623.866'],
    });
    expect(sourceFigures(report, 'all', ['orders', 'lines', 'units', 'gross', 'net', 'freight'])).toEqual({
      '': ['830', '2155', '51317', '1354458.59', '1265793.0395', '64942.69'],
    });
  });

  it('differs from them by rounding alone', () => {
    expect(report.rejections).toEqual([]);
    expect(unexplained(report)).toEqual([]);
    expect(isComplete(report)).toBe(true);
  });

  it('has in its tables what the report says', async () => {
    const orders =
      'SELECT COUNT(*) AS orders, SUM(list_minor) AS gross, SUM(net_minor) AS net, SUM(freight_minor) AS freight FROM orders';
    expect(await world.row(orders)).toEqual({
      orders: 830,
      gross: 135_445_859,
      net: 126_579_302,
      freight: 6_494_269,
    });
    const lines =
      'SELECT COUNT(*) AS n, SUM(quantity_ordered) AS units, SUM(net_minor) AS net FROM order_lines';
    expect(await world.row(lines)).toEqual({ n: 2155, units: 51_317, net: 126_579_302 });
    const bookings = 'SELECT SUM(quantity) AS units, SUM(net_minor) AS net FROM booking_entries';
    expect(await world.row(bookings)).toEqual({ units: 51_317, net: 126_579_302 });
  });

  it('keeps the exact net of a line beside ours where ours is rounded', async () => {
    const lines = await world.rows('SELECT net_minor, source FROM order_lines');
    const exact = lines.reduce((sum, { net_minor: ours, source }) => {
      const { net } = JSON.parse(String(source ?? '{}')) as { net?: string };
      return sum + (net === undefined ? Number(ours) * 100 : Math.round(Number(net) * 10_000));
    }, 0);
    expect(exact).toBe(12_657_930_395);
  });

  it('makes orders without a ship date confirmed and backordered, the others completed', async () => {
    expect(await world.table('SELECT status, COUNT(*) FROM orders GROUP BY status')).toEqual({
      CONFIRMED: 21,
      COMPLETED: 809,
    });
    const lines = `SELECT o.status, l.status AS line, SUM(l.quantity_ordered - l.quantity_backordered) AS served,
                          SUM(l.quantity_delivered - l.quantity_ordered) AS undelivered
                   FROM order_lines l JOIN orders o ON o.id = l.order_id GROUP BY o.status, l.status ORDER BY o.status`;
    expect(await world.rows(lines)).toEqual([
      { status: 'COMPLETED', line: 'DELIVERED', served: expect.any(Number), undelivered: 0 },
      { status: 'CONFIRMED', line: 'BACKORDERED', served: 0, undelivered: expect.any(Number) },
    ]);
    expect(await world.row('SELECT COUNT(*) AS n FROM allocations')).toEqual({ n: 0 });
  });

  it('keeps the days on which orders were placed, required and shipped', async () => {
    const days = 'SELECT MIN(ordered_at) AS first_at, MAX(ordered_at) AS last_at FROM orders';
    expect(await world.row(days)).toEqual({
      first_at: Date.parse('1996-07-04'),
      last_at: Date.parse('1998-05-06'),
    });
    const shipments = await world.rows(
      'SELECT o.requested_day, s.shipped_at FROM shipments s JOIN orders o ON o.id = s.order_id',
    );
    const late = shipments.filter(
      ({ requested_day: day, shipped_at: at }) => Number(at) > Date.parse(String(day)),
    );
    expect([shipments.length, late.length]).toEqual([809, 37]);
  });

  it('gives every order its representative, with the territory of that one, and its shipper', async () => {
    expect(sourceFigures(report, 'rep', ['orders'])).toEqual(
      Object.fromEntries(
        [123, 96, 127, 156, 42, 67, 72, 104, 43].map((orders, i) => [`NW-${i + 1}`, [String(orders)]]),
      ),
    );
    expect(sourceFigures(report, 'shippingMethod', ['orders'])).toEqual({
      'Speedy Express': ['249'],
      'United Package': ['326'],
      'Federal Shipping': ['255'],
    });
    const elsewhere = `SELECT COUNT(*) AS n FROM orders o JOIN reps r ON r.id = o.rep_id WHERE o.territory_id <> r.territory_id`;
    expect(await world.row(elsewhere)).toEqual({ n: 0 });
  });

  it('takes over the discount of every line', async () => {
    const lines = `SELECT COALESCE(discount_ppm, 0) AS ppm, COUNT(*) FROM order_lines GROUP BY 1`;
    const { 0: none, ...rates } = await world.table(lines);
    const { 50000: five, 100000: ten, 150000: fifteen, 200000: twenty, 250000: quarter, ...odd } = rates;
    expect([none, five, ten, fifteen, twenty, quarter]).toEqual([1317, 185, 173, 157, 161, 154]);
    expect(Object.keys(odd)).toEqual(['10000', '20000', '30000', '40000', '60000']);
    expect(Object.values(odd).reduce((a, b) => Number(a) + Number(b), 0)).toBe(8);
  });

  it('takes over customers with contact and address, products, prices and stock', async () => {
    expect(await world.counts()).toMatchObject({
      accounts: 91,
      contacts: 91,
      addresses: 91,
      reps: 9,
      territories: 4,
      products: 77,
      product_categories: 8,
      price_list_entries: 77,
      locations: 1,
    });
    const ordering = 'SELECT COUNT(DISTINCT account_id) AS n FROM orders';
    expect(await world.row(ordering)).toEqual({ n: 89 });
    const stock =
      'SELECT SUM(on_hand) AS on_hand, SUM(incoming) AS incoming, SUM(allocated) AS allocated FROM inventory_levels';
    expect(await world.row(stock)).toEqual({ on_hand: 3119, incoming: 780, allocated: 0 });
    const discontinued = `SELECT COUNT(*) AS n FROM products WHERE status = 'DISCONTINUED'`;
    expect(await world.row(discontinued)).toEqual({ n: 8 });
  });

  it('keeps names and addresses as they are written, those of the order where it ships elsewhere', async () => {
    const address = `SELECT s.company, s.line1, s.city, s.region, s.postal_code, s.country_code
                     FROM orders o JOIN address_snapshots s ON s.id = o.ship_to_snapshot_id WHERE o.number = ?`;
    expect(await world.row(address, ['NW-10249'])).toEqual({
      company: 'Toms Spezialitäten',
      line1: 'Luisenstr. 48',
      city: 'Münster',
      region: null,
      postal_code: expect.anything(),
      country_code: 'DE',
    });
  });

  it('leaves ledger, counters, totals and bookings in agreement', async () => {
    expect(await world.violations()).toEqual([]);
  });

  it('records events that add up to its orders, at positions without a gap', async () => {
    await expectFolded(world.database.reader);
    await world.position();
    const positions = 'SELECT MAX(position) - COUNT(*) AS gaps, MIN(position) AS first_one FROM events';
    expect(await world.row(positions)).toEqual({ gaps: 0, first_one: 1 });
  });

  it('changes nothing when it is repeated', async () => {
    const before = await world.counts();
    const again = await world.import(northwind, folder);
    expect(again.steps.map(({ name, written, rejected }) => [name, written, rejected])).toEqual(
      report.steps.map(({ name }) => [name, 0, 0]),
    );
    expect(again.steps.map(({ unchanged }) => unchanged)).toEqual(report.steps.map(({ source }) => source));
    expect(again.totals).toEqual(report.totals);
    expect(await world.counts()).toEqual(before);
  });
});
