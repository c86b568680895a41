import type { Account } from '../../entities/accounts/account';
import { AccountStatus, AccountType } from '../../entities/accounts/accounts.enums';
import type { Actor } from '../auth/actor';
import { seesAccount } from '../auth/row-scope';
import type { Settings } from '../config/settings';
import { attempt, type Command, type UseCase } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import type { UpsertResult } from '../commands/upsert-rows';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import { checkCreditLimit, checkDiscountLimit, valuesOf, type UpsertAccountInput } from './account-input';
import type { AccountRenamedPort } from './account-renamed.port';
import { AccountRows } from './account-rows';
import { checkDepth, checkMove, pathBelow } from './account-tree';
import { ExternalLinks } from './external-ids';
import { requiredText } from './input-text';
import { References } from './references';
import { VisiblePriceLists } from './visible-price-lists';

export type { UpsertAccountInput };

export interface AccountDeps {
  settings: Pick<Settings, 'reportingCurrency'>;
  accountRenamed?: AccountRenamedPort;
}

interface AccountUnit {
  uow: UnitOfWork;
  deps: AccountDeps;
  accounts: AccountRows;
  links: ExternalLinks;
  references: References;
  priceLists: VisiblePriceLists;
}

type Upsert = Command<UpsertAccountInput>;

/** Creates or changes accounts within the actor's row scope. Moving one moves everything below it. */
export function upsertAccounts(deps: AccountDeps): UseCase<UpsertAccountInput, UpsertResult> {
  return {
    name: 'upsertAccount',
    async execute(uow, commands) {
      const unit = await loadUnit(uow, deps, commands);
      const outcomes = commands.map((command) => attempt(() => upsertAccount(unit, command)));
      await unit.accounts.save(deps.accountRenamed);
      await unit.links.save();
      return outcomes;
    },
  };
}

async function loadUnit(
  uow: UnitOfWork,
  deps: AccountDeps,
  commands: readonly Upsert[],
): Promise<AccountUnit> {
  const inputs = commands.map(({ input }) => input);
  const links = await ExternalLinks.load(
    uow,
    'Account',
    inputs.map(({ externalId }) => externalId),
  );
  const accounts = new AccountRows(uow);
  await accounts.lock(
    [...links.ids(), ...inputs.flatMap(({ id, parentId }) => [id, parentId])],
    inputs.flatMap(({ number, parentNumber }) => [number?.trim(), parentNumber?.trim()]),
  );
  const unit = { uow, deps, accounts, links };
  await accounts.lockTrees(inputs.flatMap((input) => movedAccount(unit, input) ?? []));
  const references = await References.load(uow.sql, {
    territoryId: inputs.map(({ territoryId }) => territoryId),
    repId: inputs.map(({ ownerRepId }) => ownerRepId),
    currencyCode: [deps.settings.reportingCurrency, ...inputs.map(({ currencyCode }) => currencyCode)],
  });
  const priceLists = await VisiblePriceLists.load(
    uow.sql,
    commands.map(({ actor: { scope }, input: { priceListId } }) => ({ scope, priceListId })),
  );
  return { ...unit, references, priceLists };
}

/** The existing account that the input may give another parent, perhaps one that the list creates. */
function movedAccount(
  { accounts, links }: Pick<AccountUnit, 'accounts' | 'links'>,
  input: UpsertAccountInput,
): Account | null {
  if (input.parentId === undefined && input.parentNumber === undefined) return null;
  const id = input.id ?? links.idOf(input.externalId);
  const account = id === null ? accounts.withNumber(input.number?.trim() ?? '') : accounts.withId(id);
  const parent = input.parentNumber ? accounts.withNumber(input.parentNumber.trim()) : null;
  const known = !input.parentNumber || parent !== null;
  const stays = known && account?.parentId === (input.parentId ?? parent?.id ?? null);
  return stays ? null : account;
}

function upsertAccount(unit: AccountUnit, command: Upsert): UpsertResult {
  const { accounts, links, uow } = unit;
  const { input, actor } = command;
  links.refuseHidden(input.externalId, (owner) => accounts.sees(actor, owner));
  const id = input.id ?? links.idOf(input.externalId);
  const number = input.number === undefined ? undefined : requiredText('number', input.number, 30);
  const key = number ?? (id === null ? '' : (accounts.withId(id)?.number ?? ''));
  const existing = accounts.find({ id, number: key, expectedVersion: input.expectedVersion }, actor);
  if (existing && key !== existing.number) {
    throw invalidInput(
      'number',
      'immutable',
      `the number of this account is "${existing.number}" and cannot be changed`,
    );
  }
  links.check(input.externalId, existing?.id ?? null);
  const parent = parentOf(unit, input, actor);
  const values = existing
    ? valuesOf(input)
    : {
        ...newAccount(unit, input, parent ?? null, actor),
        ...valuesOf(input),
        number,
        createdAt: uow.recordedAt,
      };
  if (existing && parent !== undefined) Object.assign(values, place(unit, existing, parent));
  check(unit, input, existing, values, actor);
  const { row, changed } = accounts.put(existing, values, command);
  links.link(input.externalId, row.id);
  return { id: row.id, version: row.version, changed };
}

/** The parent that the input names; null for none, undefined when it says nothing. */
function parentOf(
  { accounts }: AccountUnit,
  { parentId, parentNumber }: UpsertAccountInput,
  actor: Actor,
): Account | null | undefined {
  if (typeof parentId === 'string' && typeof parentNumber === 'string') {
    throw invalidInput('parentNumber', 'exclusive', 'give either parentId or parentNumber, not both');
  }
  if (typeof parentId !== 'string' && typeof parentNumber !== 'string') {
    return parentId === null || parentNumber === null ? null : undefined;
  }
  const parent =
    typeof parentId === 'string' ? accounts.withId(parentId) : accounts.withNumber(parentNumber!.trim());
  if (parent && seesAccount(actor.scope, parent)) return parent;
  const path = typeof parentId === 'string' ? 'parentId' : 'parentNumber';
  throw new DomainError(
    'INVALID_REFERENCE',
    `${path} names no account that you may see. Check it, or create that account first.`,
    {
      path,
    },
  );
}

function place({ accounts }: AccountUnit, account: Account, parent: Account | null): Partial<Account> {
  if (account.parentId === (parent?.id ?? null)) return {};
  if (parent) checkMove(account, parent, accounts.below(account));
  return { parentId: parent?.id ?? null, path: pathBelow(parent, account.id) };
}

function newAccount(
  { deps }: AccountUnit,
  input: UpsertAccountInput,
  parent: Account | null,
  actor: Actor,
): Partial<Account> {
  if (input.number === undefined) throw invalidInput('number', 'required', 'a new account needs a number');
  if (input.name === undefined) throw invalidInput('name', 'required', 'a new account needs a name');
  const id = newId();
  const path = pathBelow(parent, id);
  checkDepth(path.length);
  return {
    id,
    version: 0,
    parentId: parent?.id ?? null,
    path,
    type: AccountType.COMPANY,
    status: AccountStatus.ACTIVE,
    currencyCode: parent?.currencyCode ?? deps.settings.reportingCurrency,
    paymentTerms: 'NET_30',
    taxExempt: false,
    ...(!actor.scope.all && actor.scope.repIds.length === 1 && { ownerRepId: actor.scope.repIds[0]! }),
  };
}

/** Throws when the account cannot become what the values say. */
function check(
  unit: AccountUnit,
  input: UpsertAccountInput,
  existing: Account | null,
  values: Partial<Account>,
  actor: Actor,
): void {
  const { references, priceLists } = unit;
  references.require('territoryId', input.territoryId);
  references.require('repId', input.ownerRepId, 'ownerRepId');
  priceLists.require({ scope: actor.scope, priceListId: input.priceListId });
  const currencyCode = values.currencyCode ?? existing!.currencyCode;
  if (currencyCode !== existing?.currencyCode) references.requireCurrency(currencyCode);
  checkCreditLimit(input, existing, currencyCode, actor);
  checkDiscountLimit(input, actor);
  const after = {
    path: values.path ?? existing!.path,
    territoryId: (values.territoryId === undefined ? existing?.territoryId : values.territoryId) ?? null,
    ownerRepId: (values.ownerRepId === undefined ? existing?.ownerRepId : values.ownerRepId) ?? null,
  };
  if (seesAccount(actor.scope, after)) return;
  throw new DomainError(
    'INVALID_REFERENCE',
    'The account would lie outside of what you may see. Give a parent, territory or owner within it.',
    { path: 'ownerRepId' },
  );
}
