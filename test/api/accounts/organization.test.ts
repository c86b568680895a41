import { BuyerIntentSignal } from '../../../entities/accounts/buyer-intent-signal';
import { Currency } from '../../../entities/accounts/currency';
import { Rep } from '../../../entities/accounts/rep';
import { loadRates, type RateRequest } from '../../../src/accounts/exchange-rates';
import { accountUseCases } from '../../../src/accounts/use-cases';
import type { Sql } from '../../../src/persistence/sql';
import { newId } from '../../../src/shared/ids';
import { RATE_ONE } from '../../../src/shared/money';
import { CatalogWorld, clerk } from '../../support/catalog-world';

describe('territories, representatives, currencies and rates', () => {
  const useCases = accountUseCases({ settings: { reportingCurrency: 'USD' } });
  let world: CatalogWorld;

  beforeAll(async () => {
    world = await CatalogWorld.create();
  });
  afterAll(() => world.drop());

  it('territories are found by code, may get another one, and say what they are in their events', async () => {
    const { id } = await world.run(useCases.upsertTerritory, {
      code: ' NW ',
      groupName: 'America',
      countryCode: 'US',
    });
    await world.run(useCases.upsertTerritory, { id, code: 'NWX', name: 'Northwest', expectedVersion: 1 });
    const { id: reborn } = await world.run(useCases.upsertTerritory, { code: 'NW' });
    expect(reborn).not.toBe(id);
    expect(await world.eventsOf(id)).toMatchObject([
      {
        type: 'TerritorySaved',
        data: { territory: { code: 'NW', name: 'NW', groupName: 'America', countryCode: 'US' } },
      },
      { aggregateVersion: 2, data: { territory: { code: 'NWX', name: 'Northwest', groupName: 'America' } } },
    ]);
    await expect(
      world.run(useCases.upsertTerritory, { id, code: 'NW', expectedVersion: 2 }),
    ).rejects.toMatchObject({
      code: 'DUPLICATE',
    });
  });

  it('a list of commands follows a code from one territory to another', async () => {
    const { id } = await world.run(useCases.upsertTerritory, { code: 'ONE' });
    const answers = await world.load(useCases.upsertTerritory, [
      { id, code: 'TWO' },
      { code: 'ONE', name: 'The new one' },
    ]);
    expect(answers[1]).toMatchObject({ ok: true, result: { version: 1 } });
    expect(answers[1]!.ok && answers[1]!.result.id).not.toBe(id);
  });

  it('representatives belong to a territory that exists; their names stay out of events', async () => {
    const { id: territoryId } = await world.run(useCases.upsertTerritory, { code: 'SW' });
    const { id } = await world.run(useCases.upsertRep, {
      code: 'R1',
      name: 'Rosa Rep',
      email: 'rosa@example.com',
      territoryId,
    });
    await world.run(useCases.upsertRep, { code: 'R1', active: false, expectedVersion: 1 });
    const [rep] = await world.database.reader.select(Rep, 'WHERE t.id = ?', [id]);
    expect(rep).toMatchObject({
      name: 'Rosa Rep',
      email: 'rosa@example.com',
      territoryId,
      active: false,
      version: 2,
    });
    const events = await world.eventsOf(id);
    expect(events).toMatchObject([
      { type: 'RepSaved', data: { rep: { code: 'R1', territoryId, active: true } } },
      {},
    ]);
    expect(JSON.stringify(events).toLowerCase()).not.toContain('rosa');
    await expect(
      world.run(useCases.upsertRep, { code: 'R2', name: 'X', territoryId: newId() }),
    ).rejects.toMatchObject({
      code: 'INVALID_REFERENCE',
      details: { path: 'territoryId' },
    });
    await expect(world.run(useCases.upsertRep, { code: 'R2' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  it('currencies have the decimals of ISO 4217', async () => {
    const answers = await world.load(useCases.upsertCurrency, [
      { code: 'JPY', name: 'Yen' },
      { code: 'KWD', name: 'Kuwaiti Dinar' },
      { code: 'jpy', name: 'Yen' },
      { code: 'KWD', name: 'Kuwaiti Dinar' },
      { code: 'JPY', name: 'Japanese Yen' },
    ]);
    expect(answers.map((answer) => (answer.ok ? answer.result.changed : answer.error.code))).toEqual([
      true,
      true,
      'VALIDATION_FAILED',
      false,
      true,
    ]);
    await world.run(useCases.upsertCurrency, { code: 'KWD', name: 'Dinar' });
    const rows = await world.database.reader.select(
      Currency,
      "WHERE t.code IN ('JPY', 'KWD') ORDER BY t.code",
    );
    expect(rows).toMatchObject([
      { code: 'JPY', name: 'Japanese Yen', fractionDigits: 0 },
      { code: 'KWD', name: 'Dinar', fractionDigits: 3 },
    ]);
  });

  describe('exchange rates', () => {
    const E10 = 10_000_000_000n;
    const rate = (request: RateRequest) =>
      loadRates(world.database.reader, [request]).then((find) => find(request));

    beforeAll(async () => {
      await world.load(
        useCases.upsertCurrency,
        ['GBP', 'CHF'].map((code) => ({ code, name: code })),
      );
      await world.load(useCases.upsertExchangeRate, [
        { from: 'USD', to: 'EUR', day: '2026-01-10', rateE10: 8_000_000_000n },
        { from: 'USD', to: 'EUR', day: '2026-01-20', rateE10: 9_000_000_000n },
        { from: 'EUR', to: 'USD', day: '2026-01-15', rateE10: 12_000_000_000n },
        { from: 'USD', to: 'GBP', day: '2026-01-10', rateE10: 3_000_000_000n },
      ]);
    });

    it.each([
      ['2026-01-10', 8_000_000_000n],
      ['2026-01-19', 8_000_000_000n],
      ['2026-01-20', 9_000_000_000n],
      ['2030-12-31', 9_000_000_000n],
    ])('on %s the newest rate on or before the day holds', async (day, expected) => {
      expect(await rate({ from: 'USD', to: 'EUR', day })).toBe(expected);
    });

    it('the inverse is used when only the opposite pair is known by then', async () => {
      expect(await rate({ from: 'EUR', to: 'USD', day: '2026-01-14' })).toBe(12_500_000_000n);
      expect(await rate({ from: 'EUR', to: 'USD', day: '2026-01-15' })).toBe(12_000_000_000n);
      expect(await rate({ from: 'GBP', to: 'USD', day: '2026-02-01' })).toBe(33_333_333_333n);
    });

    it('names what is missing', async () => {
      await expect(rate({ from: 'USD', to: 'EUR', day: '2026-01-09' })).rejects.toMatchObject({
        code: 'EXCHANGE_RATE_MISSING',
        details: { from: 'USD', to: 'EUR', day: '2026-01-09' },
      });
      await expect(rate({ from: 'EUR', to: 'CHF', day: '2026-02-01' })).rejects.toMatchObject({
        code: 'EXCHANGE_RATE_MISSING',
      });
    });

    it('answers many requests from one statement, and the same currency from none', async () => {
      const statements: string[] = [];
      const sql = {
        rows: (text: string, params: never[]) => {
          statements.push(text);
          return world.database.reader.rows(text, params);
        },
      } as Partial<Sql> as Sql;
      const same = await loadRates(sql, [{ from: 'USD', to: 'USD', day: '2026-01-01' }]);
      expect(same({ from: 'USD', to: 'USD', day: '2026-01-01' })).toBe(RATE_ONE);
      expect(statements).toHaveLength(0);
      const requests = ['2026-01-12', '2026-01-25', '2026-01-11'].flatMap((day) => [
        { from: 'USD', to: 'EUR', day },
        { from: 'USD', to: 'GBP', day },
        { from: 'EUR', to: 'USD', day },
      ]);
      const find = await loadRates(sql, requests);
      expect(statements).toHaveLength(1);
      expect(requests.map(find)).toEqual([
        (E10 * 8n) / 10n,
        (E10 * 3n) / 10n,
        (E10 * 125n) / 100n,
        (E10 * 9n) / 10n,
        (E10 * 3n) / 10n,
        (E10 * 12n) / 10n,
        (E10 * 8n) / 10n,
        (E10 * 3n) / 10n,
        (E10 * 125n) / 100n,
      ]);
    });

    it('a rate of the same pair and day is replaced', async () => {
      const input = { from: 'USD', to: 'CHF', day: '2026-03-01', rateE10: 1n };
      const { id } = await world.run(useCases.upsertExchangeRate, input);
      expect(await world.run(useCases.upsertExchangeRate, input)).toEqual({ id, changed: false });
      expect(await world.run(useCases.upsertExchangeRate, { ...input, rateE10: 2n })).toEqual({
        id,
        changed: true,
      });
      expect(await rate({ from: 'USD', to: 'CHF', day: '2026-03-01' })).toBe(2n);
    });

    it.each([
      [{ from: 'XXX' }, 'CURRENCY_UNKNOWN'],
      [{ to: 'USD' }, 'VALIDATION_FAILED'],
      [{ rateE10: 0n }, 'VALIDATION_FAILED'],
    ])('refuses %p', async (flaw, code) => {
      const input = { from: 'USD', to: 'EUR', day: '2026-03-01', rateE10: 1n, ...flaw };
      await expect(world.run(useCases.upsertExchangeRate, input)).rejects.toMatchObject({ code });
    });
  });

  it('buyer-intent signals are recorded for accounts that the actor sees', async () => {
    const { id: accountId } = await world.run(useCases.upsertAccount, { number: newId(), name: 'Acme' });
    const { id } = await world.run(useCases.recordBuyerIntentSignal, {
      accountId,
      kind: 'DEMO_ATTENDED',
      source: 'crm',
    });
    const [signal] = await world.database.reader.select(BuyerIntentSignal, 'WHERE t.id = ?', [id]);
    expect(signal).toMatchObject({ accountId, kind: 'DEMO_ATTENDED', source: 'crm', detail: null });
    expect(signal!.occurredAt.toISOString()).toBe('2026-03-15T09:00:00.000Z');
    const blind = {
      ...clerk,
      scope: { all: false, accountPaths: [], territoryIds: [], repIds: [] },
    } as const;
    await expect(
      world.run(useCases.recordBuyerIntentSignal, { accountId, kind: 'DEMO_ATTENDED' }, { actor: blind }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
