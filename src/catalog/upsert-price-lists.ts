import { PriceList } from '../../entities/catalog/price-list';
import { requiredText } from '../accounts/input-text';
import { References } from '../accounts/references';
import { VisiblePriceLists } from '../accounts/visible-price-lists';
import { attempt, type Command, type UseCase } from '../commands/commands';
import { fragment } from '../persistence/sql-fragment';
import type { UnitOfWork } from '../commands/unit-of-work';
import { noRow, UpsertRows, type UpsertResult } from '../commands/upsert-rows';
import { DomainError } from '../shared/errors';
import { defined } from '../shared/defined';
import { newId } from '../shared/ids';
import { invalidInput, unusableName } from '../shared/invalid-input';
import { priceListEvents } from './catalog-events';
import { PriceListEntries, type EntryKey, type PriceListEntryInput } from './price-list-entries';
import { ProductSkus } from './product-skus';
import { recordSaved, saved } from './saved-event';
import { overlaps, requireDays } from './validity';
import { trimmed } from '../commands/trimmed-input';

/**
 * A price list, found by id or code. Absent values stay as they are; a new list needs a currency, which never changes, and is
 * named by its code unless a name is given.
 */
export interface PriceListInput {
  id?: string | null;
  code: string;
  name?: string;
  currencyCode?: string;
  /** True for the list prices of the currency; only one list at a time can have them. */
  isDefault?: boolean;
  validFrom?: string | null;
  validTo?: string | null;
  /** Added, or changed where SKU, minimum quantity and first day are those of an entry; all other entries stay. */
  entries?: PriceListEntryInput[];
  /** Taken out before the others are added. */
  removeEntries?: EntryKey[];
  expectedVersion?: number | null;
}

interface PriceListUnit {
  uow: UnitOfWork;
  lists: UpsertRows<PriceList>;
  entries: PriceListEntries;
  currencies: References;
  skus: ProductSkus;
  visible: VisiblePriceLists;
  /** Ids of the lists that were there before. */
  stored: ReadonlySet<string>;
}

/** Creates or changes price lists and their entries. An entry counts as a change of its list. */
export function upsertPriceLists(): UseCase<PriceListInput, UpsertResult> {
  return {
    name: 'upsertPriceList',
    async execute(uow, given) {
      const commands = given.map(trimmed);
      const unit = await loadUnit(uow, commands);
      const outcomes = commands.map((command) => attempt(() => upsertPriceList(unit, command)));
      await unit.lists.save();
      await unit.entries.save(uow.sql);
      return outcomes;
    },
  };
}

async function loadUnit(
  uow: UnitOfWork,
  commands: readonly Command<PriceListInput>[],
): Promise<PriceListUnit> {
  const inputs = commands.map(({ input }) => input);
  const lists = new UpsertRows(uow, PriceList, 'code');
  await lists.lock(
    inputs.map(({ id }) => id),
    inputs.map(({ code }) => code),
  );
  const named = lists.all().map(({ id }) => id);
  if ([...inputs, ...lists.all()].some(({ isDefault }) => isDefault))
    await lists.lockWhere(fragment('t.is_default = 1'));
  const limited = commands.map(({ actor }) => actor.scope).filter(({ all }) => !all);
  const added = inputs.flatMap(({ entries }) => entries ?? []).map(({ sku }) => sku);
  const removed = inputs.flatMap(({ removeEntries }) => removeEntries ?? []).map(({ sku }) => sku);
  return {
    uow,
    lists,
    entries: await PriceListEntries.load(uow.sql, named, [...added, ...removed]),
    currencies: await References.load(uow.sql, {
      currencyCode: inputs.map(({ currencyCode }) => currencyCode),
    }),
    skus: await ProductSkus.load(uow.sql, added),
    stored: new Set(named),
    visible: await VisiblePriceLists.load(
      uow.sql,
      limited.flatMap((scope) => named.map((priceListId) => ({ scope, priceListId }))),
    ),
  };
}

function upsertPriceList(unit: PriceListUnit, command: Command<PriceListInput>): UpsertResult {
  const { input } = command;
  const { uow, lists, entries } = unit;
  refuseHidden(unit, command);
  const existing = lists.find(
    { id: input.id, key: input.code, expectedVersion: input.expectedVersion },
    command.actor,
  );
  const listId = existing?.id ?? newId();
  check(unit, input, existing);
  const { code, name, currencyCode, isDefault, validFrom, validTo } = input;
  const plan = entries.plan(listId, input.entries ?? [], input.removeEntries ?? []);
  const { row, changed } = lists.put(
    existing,
    {
      ...(!existing && { ...newPriceList(input.code), id: listId, createdAt: uow.recordedAt }),
      ...defined({ code, name, currencyCode, isDefault, validFrom, validTo }),
    },
    plan.changes,
  );
  const parts = entries.apply(plan);
  if (changed)
    recordSaved(uow, command, priceListEvents.of('PriceListSaved'), row, { priceList: { ...row }, ...parts });
  return saved(row, changed);
}

/** A list that the actor does not see is as good as none, but keeps its code: of it nothing is told. */
function refuseHidden(
  { lists, visible, stored }: PriceListUnit,
  { actor, input }: Command<PriceListInput>,
): void {
  const { scope } = actor;
  const hidden = (list: PriceList | undefined): boolean =>
    !scope.all && !!list && stored.has(list.id) && !visible.has({ scope, priceListId: list.id });
  if (input.id && hidden(lists.get(input.id))) throw noRow('PriceList', input.id);
  if (hidden(lists.withKey(input.code))) throw unusableName('code');
}

function newPriceList(code: string): Partial<PriceList> {
  return { version: 0, name: code, isDefault: false, validFrom: null, validTo: null };
}

function check(unit: PriceListUnit, input: PriceListInput, existing: PriceList | null): void {
  requiredText('code', input.code, 60);
  if (input.name !== undefined) requiredText('name', input.name, 200);
  const currencyCode = input.currencyCode ?? existing?.currencyCode;
  if (!currencyCode) throw invalidInput('currencyCode', 'required', 'a new price list needs a currency');
  if (existing && existing.currencyCode !== currencyCode) {
    throw invalidInput('currencyCode', 'immutable', `the list is in ${existing.currencyCode} and stays so`);
  }
  if (!existing) unit.currencies.requireCurrency(currencyCode);
  const next = {
    validFrom: input.validFrom === undefined ? (existing?.validFrom ?? null) : input.validFrom,
    validTo: input.validTo === undefined ? (existing?.validTo ?? null) : input.validTo,
  };
  requireDays(next);
  if (input.isDefault ?? existing?.isDefault) refuseSecondDefault(unit, { ...next, currencyCode }, existing);
  unit.skus.require((input.entries ?? []).map(({ sku }) => sku));
  const foreign =
    input.entries?.findIndex(
      (entry) => entry.currencyCode !== undefined && entry.currencyCode !== currencyCode,
    ) ?? -1;
  if (foreign >= 0) {
    throw invalidInput(`entries.${foreign}.currencyCode`, 'currency', `the list is in ${currencyCode}`);
  }
}

function refuseSecondDefault(
  { lists }: PriceListUnit,
  next: Pick<PriceList, 'currencyCode' | 'validFrom' | 'validTo'>,
  existing: PriceList | null,
): void {
  const other = lists
    .all()
    .find(
      (list) =>
        list !== existing &&
        list.isDefault &&
        list.currencyCode === next.currencyCode &&
        overlaps(list, next),
    );
  if (!other) return;
  throw new DomainError(
    'DUPLICATE',
    `"${other.code}" already holds the list prices in ${next.currencyCode} for some of these days. End it first.`,
    { code: other.code, currencyCode: next.currencyCode },
  );
}
