import { Contact } from '../../entities/accounts/contact';
import { findOwned, lockOwners, type OwnedUnit } from '../accounts/owned-rows';
import { attempt, type Command, type UseCase } from '../commands/commands';
import { inList } from '../persistence/sql-fragment';
import { UpsertRows, type UpsertResult } from '../commands/upsert-rows';
import { textsNaming } from './contact-texts';

export interface EraseContactInput {
  id: string;
  expectedVersion: number;
}

type NamedContact = Pick<Contact, 'id' | 'accountId' | 'name'>;

/**
 * Erases the personal data of contacts: their own, the links to other systems, and their names in the texts of addresses. Orders and
 * events go on naming them by id. Doing it again changes nothing.
 */
export function eraseContacts(): UseCase<EraseContactInput, UpsertResult> {
  return {
    name: 'eraseContact',
    async execute(uow, commands) {
      const { ids, ...unit } = await lockOwners(
        uow,
        'Contact',
        commands.map(({ input }) => input),
      );
      const contacts = new UpsertRows(uow, Contact, 'id');
      await contacts.lock(ids, []);
      const erased: NamedContact[] = [];
      const outcomes = commands.map((command) => attempt(() => erase(unit, contacts, command, erased)));
      await unit.accounts.save();
      await contacts.save();
      await eraseTraces(unit, erased);
      return outcomes;
    },
  };
}

function erase(
  unit: OwnedUnit,
  contacts: UpsertRows<Contact>,
  command: Command<EraseContactInput>,
  erased: NamedContact[],
): UpsertResult {
  const { existing, account } = findOwned(unit, contacts, 'Contact', command.input, command.actor);
  const { id, accountId, name, erasedAt } = existing!;
  if (erasedAt !== null) return { id, version: existing!.version, changed: false };
  erased.push({ id, accountId, name });
  const nothing = { name: '', title: null, email: null, phone: null, erasedAt: unit.uow.recordedAt };
  const { row } = contacts.put(existing, nothing);
  unit.accounts.touch(account, { contacts: [{ id, version: row.version, erased: true }] }, command);
  return { id, version: row.version, changed: true };
}

async function eraseTraces({ uow: { sql } }: OwnedUnit, erased: readonly NamedContact[]): Promise<void> {
  if (erased.length === 0) return;
  const links = inList(
    'entity_id',
    erased.map(({ id }) => id),
  );
  await sql.execute(`DELETE FROM external_ids WHERE entity_type = 'Contact' AND ${links.sql}`, links.params);
  for (const contact of erased) {
    const texts = textsNaming(contact);
    await sql.execute(`UPDATE address_snapshots SET attention = NULL WHERE ${texts.sql}`, texts.params);
  }
}
