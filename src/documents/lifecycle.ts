import type { Permission } from '../auth/permissions';
import { DomainError } from '../shared/errors';
import { namesOf } from './document-names';

/** Target of a step whose status follows from quantities: cancelling a part of an order leaves it confirmed, cancelling the rest does not. */
export const DERIVED = 'DERIVED';

/** By status, the steps that it allows, in the order in which they are offered, and the status that each leads to. */
export type TransitionTable<Status extends string, Step extends string> = Readonly<
  Record<Status, Readonly<Partial<Record<Step, Status | typeof DERIVED>>>>
>;

/** How documents of a type go from one status to the next. `Context` is what guards ask beside the document. */
export interface Lifecycle<
  Document extends object,
  Status extends string,
  Step extends string,
  Context = void,
> {
  /** What messages call the document, such as `order`; with `Number` behind it, its number in the details of errors. */
  readonly name: string;
  stateOf(this: void, document: Document): { readonly number: string; readonly status: Status };
  readonly table: TransitionTable<Status, Step>;
  /** Narrow the table by the content of a document, such as quantities and holds. A step without a guard needs no more than its status. */
  readonly guards: Readonly<Partial<Record<Step, (document: Document, context: Context) => boolean>>>;
  /** The permission that each step asks for. */
  readonly permissions: Readonly<Record<Step, Permission>>;
}

/** The context of a lifecycle whose guards ask for one; nothing for others. */
type Given<Context> = Context extends void ? [] : [context: Context];

/** Whether a document in this status allows the step, whatever its content. */
export function allows<Status extends string, Step extends string>(
  { table }: { readonly table: TransitionTable<Status, Step> },
  status: Status,
  step: Step,
): boolean {
  return table[status][step] !== undefined;
}

/** The statuses from which a step leads on, in the order of the table. */
export function statusesThatAllow<Status extends string, Step extends string>(
  { table }: { readonly table: TransitionTable<Status, Step> },
  step: Step,
): Status[] {
  return (Object.keys(table) as Status[]).filter((status) => table[status][step] !== undefined);
}

/** What the state and content of a document allow next, in the order of the table; rights are the caller's matter. */
export function availableTransitions<D extends object, Status extends string, Step extends string, Context>(
  { stateOf, table, guards }: Lifecycle<D, Status, Step, Context>,
  document: D,
  ...context: Given<Context>
): Step[] {
  const steps = Object.keys(table[stateOf(document).status]) as Step[];
  return steps.filter((step) => guards[step]?.(document, context[0] as Context) ?? true);
}

/** Throws `INVALID_TRANSITION` unless the document's status allows the step. Its content is not looked at. */
export function requireStatus<D extends object, Status extends string, Step extends string, Context>(
  lifecycle: Lifecycle<D, Status, Step, Context>,
  document: D,
  step: Step,
  ...context: Given<Context>
): void {
  const { status } = lifecycle.stateOf(document);
  if (allows(lifecycle, status, step)) return;
  const { name } = lifecycle;
  const reason = `${/^[aeiou]/.test(name) ? 'An' : 'A'} ${name} that is ${status} does not allow ${step}.`;
  throw invalidTransition(lifecycle, document, step, reason, ...context);
}

/** The failure to throw when the document does not allow the step; names what it allows. */
export function invalidTransition<D extends object, Status extends string, Step extends string, Context>(
  lifecycle: Lifecycle<D, Status, Step, Context>,
  document: D,
  step: Step,
  reason: string,
  ...context: Given<Context>
): DomainError {
  const { number, status } = lifecycle.stateOf(document);
  const allowed = availableTransitions(lifecycle, document, ...context);
  const { title, numberKey } = namesOf(lifecycle);
  return new DomainError(
    'INVALID_TRANSITION',
    `${reason} ${title} ${number} allows: ${allowed.join(', ') || 'nothing'}.`,
    { [numberKey]: number, from: status, requested: step, allowed },
  );
}

/**
 * The status to which a step leads from a status: that of the table, or `derived` where the table leaves it open. Throws where the two
 * contradict each other, and for a step that the status does not allow: those are faults of the program.
 */
export function statusAfter<Status extends string, Step extends string>(
  { table }: { readonly table: TransitionTable<Status, Step> },
  status: Status,
  step: Step,
  derived?: Status,
): Status {
  const target: Status | typeof DERIVED | undefined = table[status][step];
  const next = target === DERIVED ? derived : (target as Status | undefined);
  if (next !== undefined && (derived === undefined || derived === next)) return next;
  throw new Error(
    `${step} leads from ${status} to ${target ?? 'nothing'}, not to ${derived ?? 'a fixed status'}`,
  );
}
