import { Contact } from '../../entities/accounts/contact';
import { attempt, type Command, type UseCase } from '../commands/commands';
import { UpsertRows, type UpsertResult } from '../commands/upsert-rows';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import { optionalText, requiredText } from './input-text';
import { findOwned, lockOwners, type OwnedTarget, type OwnedUnit } from './owned-rows';

/** A contact. Absent values stay as they are, null clears; a new one needs an account and a name. */
export interface UpsertContactInput extends OwnedTarget {
  name?: string;
  title?: string | null;
  email?: string | null;
  phone?: string | null;
}

/** Creates or changes contacts. Each change raises the version of the account, too. */
export function upsertContacts(): UseCase<UpsertContactInput, UpsertResult> {
  return {
    name: 'upsertContact',
    async execute(uow, commands) {
      const { ids, ...unit } = await lockOwners(
        uow,
        'Contact',
        commands.map(({ input }) => input),
      );
      const contacts = new UpsertRows(uow, Contact, 'id');
      await contacts.lock(ids, []);
      const outcomes = commands.map((command) => attempt(() => upsertContact(unit, contacts, command)));
      await unit.accounts.save();
      await contacts.save();
      await unit.links.save();
      return outcomes;
    },
  };
}

function upsertContact(
  unit: OwnedUnit,
  contacts: UpsertRows<Contact>,
  command: Command<UpsertContactInput>,
): UpsertResult {
  const { input, actor } = command;
  const { existing, account } = findOwned(unit, contacts, 'Contact', input, actor);
  if (existing?.erasedAt)
    throw invalidInput('id', 'erased', 'its personal data was erased; make a new contact');
  if (!existing && input.name === undefined)
    throw invalidInput('name', 'required', 'a new contact needs a name');
  const { row, changed } = contacts.put(existing, {
    ...(!existing && { id: newId(), version: 0, accountId: account.id, createdAt: unit.uow.recordedAt }),
    ...ownValues(input),
  });
  unit.links.link(input.externalId, row.id);
  if (changed) unit.accounts.touch(account, { contacts: [{ id: row.id, version: row.version }] }, command);
  return { id: row.id, version: row.version, changed };
}

function ownValues({ name, title, email, phone }: UpsertContactInput): Partial<Contact> {
  return {
    ...(name !== undefined && { name: requiredText('name', name, 200) }),
    ...(title !== undefined && { title: optionalText('title', title, 100) }),
    ...(email !== undefined && { email: optionalText('email', email, 200) }),
    ...(phone !== undefined && { phone: optionalText('phone', phone, 50) }),
  };
}
