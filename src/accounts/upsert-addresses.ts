import type { Address } from '../../entities/accounts/address';
import type { AddressKind } from '../../entities/accounts/accounts.enums';
import { attempt, type Command, type UseCase } from '../commands/commands';
import type { UpsertResult } from '../commands/upsert-rows';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import { AddressBook, type AddressContent } from './address-book';
import { optionalText, requiredCountry, requiredText } from './input-text';
import { findOwned, lockOwners, type OwnedTarget, type OwnedUnit } from './owned-rows';

/** An address. Absent values stay as they are, null clears; a new one needs an account, a kind, line1, city and country. */
export interface UpsertAddressInput extends OwnedTarget, Partial<AddressContent> {
  kind?: AddressKind;
  /** For a new address: true when the account has no default of the kind yet. */
  isDefault?: boolean;
}

/** Creates or changes addresses. New content makes a new snapshot; each change raises the version of the account, too. */
export function upsertAddresses(): UseCase<UpsertAddressInput, UpsertResult> {
  return {
    name: 'upsertAddress',
    async execute(uow, commands) {
      const { ids, accountIds, ...unit } = await lockOwners(
        uow,
        'Address',
        commands.map(({ input }) => input),
      );
      const book = await AddressBook.lock(uow, accountIds, ids);
      const outcomes = commands.map((command) => attempt(() => upsertAddress(unit, book, command)));
      await unit.accounts.save();
      await book.save();
      await unit.links.save();
      return outcomes;
    },
  };
}

function upsertAddress(
  unit: OwnedUnit,
  book: AddressBook,
  command: Command<UpsertAddressInput>,
): UpsertResult {
  const { input, actor } = command;
  const { existing, account } = findOwned(unit, book.rows, 'Address', input, actor);
  const content = contentOf(input, book.contentOf(existing));
  const kind = input.kind ?? existing?.kind;
  if (!kind) throw invalidInput('kind', 'required', 'a new address needs a kind');
  const id = existing?.id ?? newId();
  const isDefault =
    input.isDefault ?? existing?.isDefault ?? book.lacksDefault({ id, accountId: account.id, kind });
  const { row, changed } = book.put(
    existing,
    {
      ...(!existing && { id, version: 0, accountId: account.id, createdAt: unit.uow.recordedAt }),
      kind,
      isDefault,
    },
    content,
  );
  unit.links.link(input.externalId, row.id);
  if (changed.length > 0) unit.accounts.touch(account, { addresses: changed.map(referenceTo) }, command);
  return { id: row.id, version: row.version, changed: changed.length > 0 };
}

/** Everything about an address that is no personal data: its text is behind the snapshot's id. */
function referenceTo({ id, version, kind, isDefault, snapshotId }: Address): Record<string, unknown> {
  return { id, version, kind, isDefault, snapshotId };
}

/** The whole content after the change. Throws when a required part is missing. */
function contentOf(input: UpsertAddressInput, current: AddressContent | null): AddressContent {
  const optional = (property: 'company' | 'attention' | 'line2' | 'region' | 'postalCode', max: number) =>
    optionalText(
      property,
      (input[property] === undefined ? current?.[property] : input[property]) ?? null,
      max,
    );
  const required = (property: 'line1' | 'city', max: number) =>
    requiredText(property, input[property] ?? current?.[property] ?? '', max);
  const degrees = (property: 'latitudeE6' | 'longitudeE6') =>
    (input[property] === undefined ? current?.[property] : input[property]) ?? null;
  return {
    company: optional('company', 200),
    attention: optional('attention', 200),
    line1: required('line1', 200),
    line2: optional('line2', 200),
    city: required('city', 100),
    region: optional('region', 100),
    postalCode: optional('postalCode', 20),
    countryCode: requiredCountry('countryCode', input.countryCode ?? current?.countryCode ?? ''),
    latitudeE6: degrees('latitudeE6'),
    longitudeE6: degrees('longitudeE6'),
  };
}
