import { Account } from '../../../entities/accounts/account';
import { AccountNameWord } from '../../../entities/accounts/account-name-word';
import { accountUseCases } from '../../../src/accounts/use-cases';
import type { UpsertAccountInput } from '../../../src/accounts/account-input';
import type { Scope } from '../../../src/auth/row-scope';
import { newId } from '../../../src/shared/ids';
import { CatalogWorld, clerk } from '../../support/catalog-world';

describe('upsertAccount', () => {
  const renamed: { accountId: string; name: string }[] = [];
  const useCases = accountUseCases({
    settings: { reportingCurrency: 'USD' },
    accountRenamed: { accountsRenamed: async (_uow, list) => void renamed.push(...list) },
  });
  let world: CatalogWorld;
  let serial = 0;

  beforeAll(async () => {
    world = await CatalogWorld.create();
  });
  afterAll(() => world.drop());

  const number = (): string => `A-${++serial}`;
  const save = (input: UpsertAccountInput) => world.run(useCases.upsertAccount, input);
  const create = (input: UpsertAccountInput = {}) => save({ number: number(), name: 'Acme', ...input });
  const read = async (id: string): Promise<Account> =>
    (await world.database.reader.select(Account, 'WHERE t.id = ?', [id]))[0]!;
  const rowsOf = async (...ids: string[]): Promise<Account[]> => Promise.all(ids.map(read));

  it('creates an account with defaults, the words of its name and one event', async () => {
    const { id, version, changed } = await create({ number: '  N-1 ', name: ' Søren Ångström  GmbH & Co. ' });
    expect({ version, changed }).toEqual({ version: 1, changed: true });
    expect(await read(id)).toMatchObject({
      number: 'N-1',
      name: 'Søren Ångström  GmbH & Co.',
      nameSearch: 'søren angstrom gmbh & co.',
      path: `/${id}/`,
      parentId: null,
      type: 'COMPANY',
      status: 'ACTIVE',
      currencyCode: 'USD',
      paymentTerms: 'NET_30',
      taxExempt: false,
      creditLimitMinor: null,
      version: 1,
    });
    const words = await world.database.reader.select(
      AccountNameWord,
      'WHERE t.account_id = ? ORDER BY t.word',
      [id],
    );
    expect(words.map(({ word }) => word)).toEqual(['angstrom', 'co', 'gmbh', 'søren']);
    expect(await world.eventsOf(id)).toMatchObject([
      {
        type: 'AccountSaved',
        aggregateType: 'Account',
        aggregateVersion: 1,
        data: { account: { id, number: 'N-1', version: 1 } },
      },
    ]);
  });

  it('keeps the name of a person, and the credit limit beside the account, out of sight in events', async () => {
    const { id } = await create({
      name: 'Jane Roe',
      type: 'PERSON',
      creditLimit: { minor: 500n, currencyCode: 'USD' },
    });
    const [event] = await world.eventsOf(id);
    expect(JSON.stringify(event!.data).toLowerCase()).not.toContain('jane');
    expect(event!.data).toMatchObject({
      account: { id, type: 'PERSON' },
      accountCredit: { id, creditLimitMinor: '500' },
    });
    expect(event!.data['account']).not.toHaveProperty('creditLimitMinor');
  });

  it('changes what is given, leaves the rest, and needs the version that was read', async () => {
    const { id } = await create({ name: 'Old name', paymentTerms: 'NET_60' });
    await expect(save({ id, name: 'New name' })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current: 1 },
    });
    await expect(save({ id, name: 'New name', expectedVersion: 7 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(await save({ id, name: 'New name', expectedVersion: 1 })).toEqual({
      id,
      version: 2,
      changed: true,
    });
    expect(await read(id)).toMatchObject({
      name: 'New name',
      nameSearch: 'new name',
      paymentTerms: 'NET_60',
      version: 2,
    });
    const words = await world.database.reader.select(AccountNameWord, 'WHERE t.account_id = ?', [id]);
    expect(words.map(({ word }) => word).sort()).toEqual(['name', 'new']);
    expect(renamed).toContainEqual({ accountId: id, name: 'New name' });
  });

  it('does nothing, and says so, when everything is as asked', async () => {
    const { id } = await create({ name: 'Same' });
    expect(await save({ id, name: ' Same ', expectedVersion: 1 })).toEqual({
      id,
      version: 1,
      changed: false,
    });
    expect(await world.eventsOf(id)).toHaveLength(1);
  });

  it('moves everything below along, each with its own event', async () => {
    const [a, b, c, d] = [number(), number(), number(), number()];
    const answers = await world.load(useCases.upsertAccount, [
      { number: a, name: 'A' },
      { number: b, name: 'B', parentNumber: a },
      { number: c, name: 'C', parentNumber: b },
      { number: d, name: 'D' },
    ]);
    const [idA, idB, idC, idD] = answers.map((answer) => (answer.ok ? answer.result.id : ''));
    expect((await read(idC!)).path).toBe(`/${idA}/${idB}/${idC}/`);

    await save({ id: idB!, parentId: idD!, expectedVersion: 1 });
    const [rowB, rowC] = await rowsOf(idB!, idC!);
    expect(rowB).toMatchObject({ parentId: idD, path: `/${idD}/${idB}/`, version: 2 });
    expect(rowC).toMatchObject({ parentId: idB, path: `/${idD}/${idB}/${idC}/`, version: 2 });
    expect((await world.eventsOf(idC!)).at(-1)).toMatchObject({
      data: { account: { path: rowC!.path, version: 2 } },
    });

    await save({ id: idB!, parentId: null, expectedVersion: 2 });
    expect(await rowsOf(idB!, idC!)).toMatchObject([
      { parentId: null, path: `/${idB}/` },
      { parentId: idB, path: `/${idB}/${idC}/` },
    ]);
  });

  it('moves a tree below an account that the same list creates', async () => {
    const [root, child, newRoot] = [number(), number(), number()];
    const [first, second] = await world.load(useCases.upsertAccount, [
      { number: root, name: 'Root' },
      { number: child, name: 'Child', parentNumber: root },
    ]);
    const ids = [first, second].map((answer) => (answer!.ok ? answer!.result.id : ''));
    const [created] = await world.load(useCases.upsertAccount, [
      { number: newRoot, name: 'New root' },
      { number: root, parentNumber: newRoot },
    ]);
    const top = created!.ok ? created!.result.id : '';
    expect((await read(ids[1]!)).path).toBe(`/${top}/${ids[0]}/${ids[1]}/`);
  });

  it('refuses a cycle and changes nothing', async () => {
    const { id: top } = await create();
    const { id: leaf } = await create({ parentId: top });
    await expect(save({ id: top, parentId: leaf, expectedVersion: 1 })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { fields: [{ path: 'parentId', rule: 'acyclic' }] },
    });
    expect(await read(top)).toMatchObject({ parentId: null, path: `/${top}/`, version: 1 });
  });

  it('answers each command of a list on its own; a failed one has written nothing', async () => {
    const [good, other] = [number(), number()];
    const answers = await world.load(useCases.upsertAccount, [
      { number: good, name: 'Good' },
      { number: number(), name: 'Bad', territoryId: newId() },
      { number: number() },
      { number: other, name: 'Other', currencyCode: 'XXX' },
      { number: good, name: 'Better' },
    ]);
    expect(answers.map((answer) => (answer.ok ? answer.result.version : answer.error.code))).toEqual([
      1,
      'INVALID_REFERENCE',
      'VALIDATION_FAILED',
      'CURRENCY_UNKNOWN',
      2,
    ]);
    const rows = await world.database.reader.select(Account, 'WHERE t.number IN (?, ?)', [good, other]);
    expect(rows).toMatchObject([{ name: 'Better', version: 2 }]);
    expect(await world.eventsOf(rows[0]!.id)).toHaveLength(2);
  });

  it('lets the system repeat its import without versions; a second run changes nothing', async () => {
    const inputs = [1, 2, 3].map((i) => ({
      externalId: { system: 'crm', externalId: `acc-${i}` },
      number: number(),
      name: `Imported ${i}`,
    }));
    const first = await world.load(useCases.upsertAccount, inputs);
    const second = await world.load(useCases.upsertAccount, inputs);
    expect(second).toEqual(
      first.map((answer) => answer.ok && { ...answer, result: { ...answer.result, changed: false } }),
    );
    const [renamedOne] = await world.load(useCases.upsertAccount, [
      { externalId: inputs[0]!.externalId, name: 'Renamed' },
    ]);
    expect(renamedOne).toMatchObject({ ok: true, result: { version: 2, changed: true } });
  });

  it('refuses an external id that belongs to another account, and a new number', async () => {
    const ref = { system: 'erp', externalId: '77' };
    const { id } = await create({ externalId: ref });
    const { id: other } = await create();
    await expect(save({ id: other, externalId: ref, expectedVersion: 1 })).rejects.toMatchObject({
      code: 'DUPLICATE',
    });
    await expect(save({ id, number: number(), expectedVersion: 1 })).rejects.toMatchObject({
      details: { fields: [{ path: 'number', rule: 'immutable' }] },
    });
  });

  it('needs few statements for hundreds of accounts', async () => {
    const inputs = Array.from({ length: 300 }, (_, i) => ({
      number: `BULK-${i}`,
      name: `Bulk ${i}`,
      ...(i > 0 && { parentNumber: `BULK-${Math.floor((i - 1) / 10)}` }),
    }));
    let statements = 0;
    const commands = inputs.map((input) =>
      world.command(input, { idempotencyKey: null, actor: { ...clerk, kind: 'SYSTEM' } }),
    );
    await world.database.transaction(async (sql) => {
      const counted = new Proxy(sql, {
        get: (target, property: keyof typeof sql) => {
          const member = target[property];
          if (typeof member !== 'function') return member;
          return (...args: unknown[]) => {
            statements++;
            return (member as (...a: unknown[]) => unknown).apply(target, args);
          };
        },
      });
      const uow = {
        sql: counted,
        recordedAt: new Date(),
        append: () => newId(),
        audit: () => undefined,
        onCommit: () => undefined,
      };
      const outcomes = await useCases.upsertAccount.execute(uow, commands);
      expect(outcomes.every(({ ok }) => ok)).toBe(true);
    });
    expect(statements).toBeLessThanOrEqual(8);
    const [row] = await world.database.reader.select(Account, "WHERE t.number = 'BULK-299'");
    expect(row!.path.match(/\//g)).toHaveLength(5);
  });

  it('answers a repeated request with the recorded outcome', async () => {
    const command = world.command({ number: number(), name: 'Once' });
    const first = await world.runner.run(useCases.upsertAccount, command);
    const again = await world.runner.run(useCases.upsertAccount, { ...command, id: newId() });
    expect(again).toEqual({ result: first.result, replayed: true });
  });

  describe('within a row scope', () => {
    const repId = newId();
    const scope: Scope = { all: false, accountPaths: [], territoryIds: [], repIds: [repId] };
    const rep = { ...clerk, principalId: newId(), permissions: new Set(), scope } as typeof clerk;
    const saveAsRep = (input: UpsertAccountInput) => world.run(useCases.upsertAccount, input, { actor: rep });

    it('a new account of a representative is its own', async () => {
      const { id } = await saveAsRep({ number: number(), name: 'Mine' });
      expect(await read(id)).toMatchObject({ ownerRepId: repId });
      expect(await saveAsRep({ id, name: 'Still mine', expectedVersion: 1 })).toMatchObject({ version: 2 });
    });

    it('a hidden account is NOT_FOUND by id and by number, and no parent', async () => {
      const hidden = number();
      const { id } = await create({ number: hidden });
      await expect(saveAsRep({ id, name: 'X', expectedVersion: 1 })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(saveAsRep({ number: hidden, name: 'X', expectedVersion: 1 })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(saveAsRep({ number: number(), name: 'X', parentId: id })).rejects.toMatchObject({
        code: 'INVALID_REFERENCE',
      });
    });

    it('nothing may be put outside of what the actor sees, nor a credit limit set without the permission', async () => {
      const { id } = await saveAsRep({ number: number(), name: 'Mine' });
      await expect(saveAsRep({ id, ownerRepId: null, expectedVersion: 1 })).rejects.toMatchObject({
        code: 'INVALID_REFERENCE',
      });
      const creditLimit = { minor: 1n, currencyCode: 'USD' };
      await expect(saveAsRep({ id, creditLimit, expectedVersion: 1 })).rejects.toMatchObject({
        code: 'FORBIDDEN',
        details: { permission: 'CREDIT_WRITE' },
      });
    });
  });

  it('takes a credit limit in the currency of the account only', async () => {
    const { id } = await create({ creditLimit: { minor: 100_00n, currencyCode: 'USD' } });
    await expect(
      save({ id, creditLimit: { minor: 1n, currencyCode: 'EUR' }, expectedVersion: 1 }),
    ).rejects.toMatchObject({
      details: { fields: [{ path: 'creditLimit', rule: 'currency' }] },
    });
    await expect(save({ id, currencyCode: 'EUR', expectedVersion: 1 })).rejects.toMatchObject({
      details: { fields: [{ path: 'creditLimit', rule: 'required' }] },
    });
    await save({
      id,
      currencyCode: 'EUR',
      creditLimit: { minor: 5n, currencyCode: 'EUR' },
      expectedVersion: 1,
    });
    expect(await read(id)).toMatchObject({ currencyCode: 'EUR', creditLimitMinor: 5n });
  });
});
