import { Account } from '../../entities/accounts/account';
import { DomainEvent } from '../../entities/events/domain-event';
import type { Scope } from '../../src/auth/row-scope';
import { matchesEvent, type EventFilter } from '../../src/events/event-filter';
import { EventReader } from '../../src/events/event-reader';
import { Sequencer } from '../../src/events/sequencer';
import type { Database } from '../../src/persistence/database';
import { newId } from '../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { commitEvents, eventDraft } from '../support/event-log';
import { accountRow } from '../support/rows';

const ALL: Scope = { all: true };

let db: TestDatabase;
let database: Database;
let reader: EventReader;

beforeAll(async () => {
  db = await createTestDatabase();
  database = db.database;
  reader = new EventReader(database.reader);
});

afterAll(() => db.drop());

const drain = (): Promise<void> =>
  new Sequencer({
    database,
    onError: (error) => {
      throw error;
    },
  }).drain();

const pick = <T>(list: readonly T[], i: number): T => list[i % list.length]!;

describe('with events of many kinds', () => {
  const root = newId();
  const child = newId();
  const other = newId();
  const [order, territory, rep, location] = [newId(), newId(), newId(), newId()];
  const accounts = new Map<string, Account>();

  beforeAll(async () => {
    for (const account of [
      accountRow({ id: root, territoryId: territory }),
      accountRow({ id: child, parentId: root, path: `/${root}/${child}/` }),
      accountRow({ id: other, ownerRepId: rep }),
    ]) {
      accounts.set(account.id, account);
    }
    await database.transaction((sql) => sql.insert(Account, [...accounts.values()]));
    const drafts = Array.from({ length: 60 }, (_, i) =>
      eventDraft({
        type: pick(['OrderPlaced', 'OrderHeld', 'InventoryLevelChanged'] as const, i),
        orderId: pick([order, null, newId()], i + Math.floor(i / 3)),
        accountId: pick([root, child, other, null, newId()], i),
        territoryId: pick([territory, null, newId()], i + Math.floor(i / 7)),
        repId: pick([rep, null], i + Math.floor(i / 5)),
        sku: pick(['A', 'B', null], Math.floor(i / 4)),
        locationId: pick([location, null], Math.floor(i / 2)),
      }),
    );
    drafts.forEach((draft, i) => Object.assign(draft, { aggregateId: newId(), aggregateVersion: i + 1 }));
    await commitEvents(database, drafts);
    await drain();
  });

  const filters: EventFilter[] = [
    {},
    { ofOrders: true },
    { ofOrders: true, orderId: order },
    { types: ['OrderHeld', 'OrderPlaced'] },
    { types: [] },
    { accountId: root },
    { accountId: child },
    { accountId: newId() },
    { territoryId: territory, repId: rep },
    { sku: 'A', locationId: location },
    { aggregate: { type: 'Order', id: order } },
  ];
  const limited = (grants: Partial<Exclude<Scope, { all: true }>>): Scope => ({
    all: false,
    accountPaths: [],
    territoryIds: [],
    repIds: [],
    ...grants,
  });
  const scopes: Scope[] = [
    ALL,
    limited({}),
    limited({ accountPaths: [`/${root}/`] }),
    limited({ accountPaths: [`/${root}/${child}/`], repIds: [rep] }),
    limited({ territoryIds: [territory] }),
  ];

  test.each(filters)('%j means the same in SQL and in memory, in every scope', async (filter) => {
    const events = await database.reader.select(DomainEvent, 'ORDER BY t.position');
    for (const scope of scopes) {
      const page = await reader.page({ after: 0n, limit: 100, filter, scope });
      const matching = events.filter((event) =>
        matchesEvent(filter, scope, event, accounts.get(event.accountId ?? '') ?? null),
      );
      expect(page.events.map(({ id }) => id)).toEqual(matching.map(({ id }) => id));
      expect(page).toMatchObject({ endPosition: 60n, hasMore: false });
    }
  });

  test('pages go on where the page before ended, and the last one ends at the end of the log', async () => {
    const seen: bigint[] = [];
    const filter: EventFilter = { types: ['OrderHeld'] };
    for (let after = 0n, hasMore = true; hasMore;) {
      const page = await reader.page({ after, limit: 7, filter, scope: ALL });
      seen.push(...page.events.map(({ position }) => position));
      ({ endPosition: after, hasMore } = page);
    }
    expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => BigInt(3 * i + 2)));
  });

  test('what has no position yet is not in the log', async () => {
    await commitEvents(database, [eventDraft()]);
    expect((await reader.page({ after: 60n, limit: 10, filter: {}, scope: ALL })).events).toEqual([]);
    await drain();
    expect((await reader.page({ after: 60n, limit: 10, filter: {}, scope: ALL })).events).toHaveLength(1);
  });
});

describe('resuming', () => {
  const HOUR = 3_600_000;
  const base = Date.now();
  let first: bigint;

  beforeAll(async () => {
    await drain();
    first = (await reader.lastPosition()) + 1n;
    await commitEvents(
      database,
      Array.from({ length: 40 }, () => eventDraft()),
    );
    await drain();
    await database.transaction((sql) =>
      sql.execute('UPDATE events SET recorded_at = ? + position * ?', [base, HOUR]),
    );
  });

  const cutoff = (position: bigint): Date => new Date(base + Number(position) * HOUR);

  test('is possible from the event before the first that is recent enough', async () => {
    await reader.checkResumable({ after: first + 9n, logEpoch: null }, cutoff(first + 10n));
  });

  test('is refused from further back, with the oldest event that is available', async () => {
    await expect(
      reader.checkResumable({ after: first + 8n, logEpoch: null }, cutoff(first + 10n)),
    ).rejects.toMatchObject({
      code: 'POSITION_EXPIRED',
      details: { oldest: first + 10n },
    });
    await expect(
      reader.checkResumable({ after: 0n, logEpoch: null }, cutoff(first + 39n)),
    ).rejects.toMatchObject({
      details: { oldest: first + 39n },
    });
  });

  test('is possible from the end of the log, however old that is', async () => {
    const last = await reader.lastPosition();
    await reader.checkResumable({ after: last, logEpoch: null }, cutoff(last + 100n));
    await expect(
      reader.checkResumable({ after: last - 1n, logEpoch: null }, cutoff(last + 100n)),
    ).rejects.toMatchObject({
      details: { oldest: last + 1n },
    });
  });

  test('is refused from beyond the end of the log, which is another one then', async () => {
    const { position, epoch } = await reader.end();
    const place = { after: position + 1n, logEpoch: epoch };
    await expect(reader.checkResumable(place, new Date(0))).rejects.toMatchObject({
      code: 'LOG_CHANGED',
      details: { position, logEpoch: epoch },
      message: expect.stringContaining(`subscribe after position ${position} with \`logEpoch\` ${epoch}`),
    });
  });

  test('is refused with another epoch than that of the log, however old the position', async () => {
    const { position, epoch } = await reader.end();
    for (const after of [null, 0n, position]) {
      await expect(
        reader.checkResumable({ after, logEpoch: 'x'.repeat(1_000) }, new Date()),
      ).rejects.toMatchObject({
        code: 'LOG_CHANGED',
        details: { position, logEpoch: epoch },
        message: expect.not.stringContaining('x'.repeat(41)),
      });
    }
    const end = await reader.checkResumable({ after: position, logEpoch: epoch }, new Date());
    expect(end).toEqual({ position, epoch });
  });
});
