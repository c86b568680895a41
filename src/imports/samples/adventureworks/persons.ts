import type { SourceFolder } from '../../source-folder';

export interface Person {
  name: string;
  email: string | null;
  phone: string | null;
}

/** All persons by `BusinessEntityID`, with their first email address and telephone number. */
export async function loadPersons(folder: SourceFolder): Promise<Map<string, Person>> {
  const persons = new Map<string, Person>();
  for await (const row of folder.rows('Person')) {
    const parts = ['FirstName', 'MiddleName', 'LastName', 'Suffix'].map((column) => row.optional(column));
    persons.set(row.text('BusinessEntityID'), {
      name: parts.filter(Boolean).join(' '),
      email: null,
      phone: null,
    });
  }
  for await (const row of folder.rows('EmailAddress')) {
    const person = persons.get(row.text('BusinessEntityID'));
    if (person) person.email ??= row.optional('EmailAddress');
  }
  for await (const row of folder.rows('PersonPhone')) {
    const person = persons.get(row.text('BusinessEntityID'));
    if (person) person.phone ??= row.optional('PhoneNumber');
  }
  return persons;
}
