import { Account } from '../../entities/accounts/account';
import { AccountType } from '../../entities/accounts/accounts.enums';
import { AccountNameWord } from '../../entities/accounts/account-name-word';
import type { Actor } from '../auth/actor';
import { inTree, seesAccount } from '../auth/row-scope';
import type { Command } from '../commands/commands';
import { anyOf, inList } from '../persistence/sql-fragment';
import type { UnitOfWork } from '../commands/unit-of-work';
import { UpsertRows } from '../commands/upsert-rows';
import { DomainError } from '../shared/errors';
import { toGlobalId } from '../shared/global-id';
import { searchWords } from '../shared/text';
import { accountEvents } from './account-events';
import type { AccountRenamedPort } from './account-renamed.port';
import { descendantsOf } from './account-tree';

type Maker = Pick<Command<unknown>, 'id' | 'actor' | 'occurredAt'>;

/** What an `AccountSaved` event says of the account's contacts and addresses. */
export interface ChangedParts {
  contacts?: readonly Record<string, unknown>[];
  addresses?: readonly Record<string, unknown>[];
}

/** The accounts that a unit of work touches: locked, within the actor's row scope, with an event for each change. */
export class AccountRows {
  private readonly rows: UpsertRows<Account>;
  /** Accounts whose name is not yet in the word index. */
  private readonly named = new Set<Account>();
  private readonly renamed = new Set<Account>();

  constructor(private readonly uow: UnitOfWork) {
    this.rows = new UpsertRows(uow, Account, 'number');
  }

  /** Locks the accounts with these ids or numbers. */
  lock(
    ids: readonly (string | null | undefined)[],
    numbers: readonly (string | null | undefined)[] = [],
  ): Promise<void> {
    return this.rows.lock(ids, numbers);
  }

  /** Locks everything below the given accounts. */
  async lockTrees(roots: readonly Account[]): Promise<void> {
    if (roots.length === 0) return;
    await this.rows.lockWhere(anyOf(roots.map(({ path }) => inTree('t', path))));
  }

  withId(id: string): Account | null {
    return this.rows.get(id) ?? null;
  }

  withNumber(number: string): Account | null {
    return this.rows.withKey(number) ?? null;
  }

  sees({ scope }: Actor, id: string): boolean {
    const account = this.rows.get(id);
    return account !== undefined && seesAccount(scope, account);
  }

  below(account: Account): Account[] {
    return descendantsOf(account, this.rows.all());
  }

  /** The account of an id, for work on what belongs to it. Throws `NOT_FOUND` when the actor does not see it. */
  visible(id: string, actor: Actor): Account {
    if (this.sees(actor, id)) return this.rows.get(id)!;
    throw accountNotFound({ id: toGlobalId('Account', id) });
  }

  /** The account that an upsert means, or null when it is to be created. Throws as `UpsertRows.find`. */
  find(
    target: { id: string | null; number: string; expectedVersion?: number | null },
    actor: Actor,
  ): Account | null {
    const { id, number, expectedVersion } = target;
    const keyed = this.rows.withKey(number);
    const isHidden = keyed !== undefined && !seesAccount(actor.scope, keyed);
    if (id === null && isHidden) throw accountNotFound({ number });
    const meant = id === null ? keyed : this.visible(id, actor);
    // By id, the number of an account that the actor does not see is like one that nobody has.
    const key = isHidden ? meant!.number : number;
    return this.rows.find({ id, key, expectedVersion }, actor);
  }

  /** Creates or changes an account. A new path takes along all that lies below, each with its own event. */
  put(
    existing: Account | null,
    values: Partial<Account>,
    command: Maker,
  ): { row: Account; changed: boolean } {
    const before = existing && { name: existing.name, path: existing.path };
    const moves = before !== null && values.path !== undefined && values.path !== before.path;
    const below = moves ? this.below(existing!) : [];
    const result = this.rows.put(existing, values);
    const { row } = result;
    if (!result.changed) return result;
    this.record(row, command);
    if (before?.name !== row.name) this.named.add(row);
    if (before && before.name !== row.name) this.renamed.add(row);
    for (const account of below) {
      this.rows.put(account, { path: row.path + account.path.slice(before!.path.length) });
      this.record(account, command);
    }
    return result;
  }

  /** Raises the account's version because something that belongs to it was saved. */
  touch(account: Account, parts: ChangedParts, command: Maker): void {
    this.rows.put(account, {}, true);
    this.record(account, command, parts);
  }

  async save(renamedPort?: AccountRenamedPort): Promise<void> {
    const { sql } = this.uow;
    await this.rows.save();
    const renamed = [...this.renamed];
    if (renamed.length > 0) {
      const where = inList(
        'account_id',
        renamed.map(({ id }) => id),
      );
      await sql.execute(`DELETE FROM account_name_words WHERE ${where.sql}`, where.params);
      await renamedPort?.accountsRenamed(
        this.uow,
        renamed.map(({ id, name }) => ({ accountId: id, name })),
      );
    }
    await sql.insert(
      AccountNameWord,
      [...this.named].flatMap(({ id, name }) => searchWords(name).map((word) => ({ word, accountId: id }))),
    );
  }

  private record(account: Account, command: Maker, parts: ChangedParts = {}): void {
    this.uow.append({
      ...accountEvents.of('AccountSaved'),
      aggregateId: account.id,
      aggregateVersion: account.version,
      occurredAt: command.occurredAt,
      actorId: command.actor.principalId,
      commandId: command.id,
      accountId: account.id,
      territoryId: account.territoryId,
      repId: account.ownerRepId,
      data: { ...eventData(account), ...parts },
    });
  }
}

/** All values of the account; of a person not the name. Its limits stand apart, because fewer people may see them. */
function eventData({ creditLimitMinor, maxDiscountPpm, ...account }: Account): Record<string, unknown> {
  const limits = {
    accountCredit: { id: account.id, creditLimitMinor },
    accountDiscount: { id: account.id, maxDiscountPpm },
  };
  if (account.type !== AccountType.PERSON) return { account, ...limits };
  const { name: _name, nameSearch: _nameSearch, ...impersonal } = account;
  return { account: impersonal, ...limits };
}

/** Named as the caller named it. */
export function accountNotFound(name: { id: string } | { number: string }): DomainError {
  return new DomainError(
    'NOT_FOUND',
    'There is no such account, or you may not see it. Check id and number.',
    {
      type: 'Account',
      ...name,
    },
  );
}
