import type { Actor } from '../auth/actor';
import { seesDocument, type AccountPlace } from '../auth/row-scope';
import { attempt, fail, succeed, type Command, type Outcome } from '../commands/commands';
import { DomainError } from '../shared/errors';
import { rootOf, type Document, type ScopedRow } from './document';
import type { DocumentSet } from './document-set';
import { requireStatus } from './lifecycle';
import { requireVersion } from './version-check';

/** The places of accounts in their trees, by the accounts' ids. */
export type AccountPlaces = ReadonlyMap<string, AccountPlace>;

/** A command that names the document it changes by the property `K`, and the version that its client has seen. */
type Naming<K extends string> = Readonly<Record<K, string>> & { readonly expectedVersion: number };

/** A command with the document that it may change. */
export interface Admitted<I, A> {
  command: Command<I>;
  aggregate: A;
}

interface NumberedRow extends ScopedRow {
  number: string;
  version: number;
}

/** Whether the actor may see what belongs to the row. */
export function isVisible(
  { scope }: Pick<Actor, 'scope'>,
  { accountId, territoryId, repId }: ScopedRow,
  accounts: AccountPlaces,
): boolean {
  const account = accounts.get(accountId);
  return account !== undefined && seesDocument(scope, { account, territoryId, repId });
}

/** `NOT_FOUND` for a document, by the name that messages give it. */
export function notFound(name: string): DomainError {
  return new DomainError(
    'NOT_FOUND',
    `There is no such ${name}, or you may not see it. Check the ${name} id.`,
  );
}

/**
 * Admits those commands on locked documents that may go on: the document exists and is visible to the actor, its version is the
 * expected one, and its status allows the step. Of several commands on one document the first is admitted; the others are answered
 * with the version that it has made. The document says itself who sees it.
 */
export class Admission<A extends object, K extends string, I extends Naming<K>, Type extends string> {
  private readonly refusals = new Map<string, DomainError>();
  /** Documents of commands that came after another one on the same document, by command id. */
  private readonly overtaken = new Map<string, A>();

  constructor(
    private readonly document: Document<A, void, Type>,
    readonly set: DocumentSet<A, void, Type>,
    private readonly places: AccountPlaces,
    private readonly commands: readonly Command<I>[],
    private readonly key: K,
    private readonly step: string,
  ) {}

  /** The admitted commands in their order, at most one per document: a later one on it is overtaken. */
  admitted(): Admitted<I, A>[] {
    const taken = new Set<string>();
    return this.commands.flatMap((command) => {
      const admitted = attempt(() => this.admit(command));
      const id = command.input[this.key];
      if (!admitted.ok) this.refuse(command, admitted.error);
      else if (taken.has(id)) this.overtaken.set(command.id, admitted.result);
      else {
        taken.add(id);
        return [{ command, aggregate: admitted.result }];
      }
      return [];
    });
  }

  private admit({ actor, input }: Command<I>): A {
    const { lifecycle } = this.document;
    const aggregate = this.set.get(input[this.key]);
    if (!aggregate || !isVisible(actor, this.row(aggregate), this.places)) throw notFound(lifecycle!.name);
    requireVersion(lifecycle!, this.row(aggregate), input.expectedVersion);
    requireStatus(lifecycle!, aggregate, this.step);
    return aggregate;
  }

  private row(aggregate: A): NumberedRow {
    return rootOf(this.document, aggregate) as unknown as NumberedRow;
  }

  /** Refuses a command whose document has not been changed in memory. */
  refuse(command: Command<I>, error: DomainError): void {
    this.refusals.set(command.id, error);
  }

  /** Refuses an admitted command whose document may have been changed in memory; the stored document stays as it is. */
  drop({ command, aggregate }: Admitted<I, A>, error: DomainError): void {
    this.refuse(command, error);
    this.set.discard(aggregate);
  }

  /** The answers, in the order of the commands, when all has been done: the refusals, and the document's id for the rest. */
  outcomes(): Outcome<Pick<I, K>>[] {
    return this.commands.map(({ id, input }) => {
      const overtaken = this.overtaken.get(id);
      if (overtaken) return attempt(() => this.refuseOvertaken(overtaken, input.expectedVersion));
      const refusal = this.refusals.get(id);
      return refusal ? fail(refusal) : succeed({ [this.key]: input[this.key] } as Pick<I, K>);
    });
  }

  /** Throws `VERSION_CONFLICT` when the command before it has changed the document, `CONFLICT` when that one was refused. */
  private refuseOvertaken(aggregate: A, expected: number): never {
    const { name } = this.document.lifecycle!;
    const row = this.row(aggregate);
    requireVersion({ name }, row, expected);
    throw new DomainError(
      'CONFLICT',
      `Another request for ${name} ${row.number} came at the same moment. Nothing was changed; try again.`,
    );
  }
}
