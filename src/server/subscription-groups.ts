import { createHash } from 'node:crypto';
import { getOperationAST, print, visit, type ExecutionArgs, type FieldNode } from 'graphql';
import type { RequestContext } from '../../resolvers/kit/context';
import type { Actor } from '../auth/actor';
import { scopeKey } from '../auth/row-scope';
import type { LiveItem, LiveSource } from '../events/live-source';
import type { FormatError } from './format-error';
import { SubscriptionGroup } from './subscription-group';

/** Where a subscription begins; what it shows does not depend on it. */
const RESUME_ARGUMENTS = ['after', 'logEpoch'];

/** The groups of a server, by document, operation, variables, access and epoch of the log. */
export class SubscriptionGroups {
  private readonly groups = new Map<string, SubscriptionGroup>();

  constructor(private readonly formatError: FormatError) {}

  get size(): number {
    return this.groups.size;
  }

  /** The group of those who asked the same and may see the same; claimed for the caller. */
  claim(source: LiveSource<LiveItem>, args: ExecutionArgs): SubscriptionGroup {
    const key = groupKey(args, source.log.epoch);
    let group = this.groups.get(key);
    if (!group) {
      group = new SubscriptionGroup({
        source,
        args: { ...args, contextValue: sharedContext(args.contextValue as RequestContext) },
        formatError: this.formatError,
        onEnd: () => this.groups.delete(key),
      });
      this.groups.set(key, group);
    }
    group.claim();
    return group;
  }
}

/** Members differ in who they are, not in what they may do and see; so nobody is named to the others. */
function sharedContext({ actor, services, requestId, logEpoch }: RequestContext): RequestContext {
  return { actor: { ...actor, principalId: '', name: 'subscriber' }, services, requestId, logEpoch };
}

/** Equal for actors who may do and see the same. */
export function accessKey({ roles, permissions, scope }: Actor): string {
  return `${[...roles].sort().join(' ')} ${[...permissions].sort().join(' ')} ${scopeKey(scope)}`;
}

/** By the text of the document itself: a client may have sent its name only. */
function groupKey(args: ExecutionArgs, logEpoch: string): string {
  const resume = resumeVariables(args);
  const variables = Object.entries(args.variableValues ?? {}).filter(([name]) => !resume.has(name));
  const { actor } = args.contextValue as RequestContext;
  const { document } = args;
  const text = document.loc?.source.body ?? print(document);
  return createHash('sha256')
    .update(
      JSON.stringify([text, args.operationName ?? null, canonical(Object.fromEntries(variables)), logEpoch]),
    )
    .update(accessKey(actor))
    .digest('base64');
}

/** The same text for the same values, in whatever order the client wrote them. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, canonical(inner)]);
}

/** The variables that say where to resume and are used for nothing else. */
function resumeVariables({ document, operationName }: ExecutionArgs): ReadonlySet<string> {
  const operation = getOperationAST(document, operationName);
  const field = operation?.selectionSet.selections.find(({ kind }) => kind === 'Field') as
    FieldNode | undefined;
  const uses = new Map<string, number>();
  for (const { name, value } of field?.arguments ?? [])
    if (RESUME_ARGUMENTS.includes(name.value) && value.kind === 'Variable') uses.set(value.name.value, 0);
  if (uses.size === 0) return new Set();
  visit(document, {
    VariableDefinition: () => false,
    Variable({ name: { value } }) {
      const count = uses.get(value);
      if (count !== undefined) uses.set(value, count + 1);
    },
  });
  return new Set([...uses.keys()].filter((name) => uses.get(name) === 1));
}
