import { createHash } from 'node:crypto';
import { getOperationAST, print, visit, type ExecutionArgs, type FieldNode } from 'graphql';
import type { RequestContext } from '../../resolvers/context';
import type { Actor } from '../auth/actor';
import { scopeKey } from '../auth/row-scope';
import type { LiveItem, LiveSource } from '../events/live-source';
import type { FormatError } from './format-error';
import { SubscriptionGroup } from './subscription-group';

/** Where a subscription begins; what it shows does not depend on it. */
const RESUME_ARGUMENT = 'after';

/** The groups of a server, by document, operation, variables and access. */
export class SubscriptionGroups {
  private readonly groups = new Map<string, SubscriptionGroup>();

  constructor(private readonly formatError: FormatError) {}

  get size(): number {
    return this.groups.size;
  }

  /** The group of those who asked the same and may see the same; claimed for the caller. */
  claim(source: LiveSource<LiveItem>, args: ExecutionArgs): SubscriptionGroup {
    const key = groupKey(args);
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
function sharedContext({ actor, services, requestId }: RequestContext): RequestContext {
  return { actor: { ...actor, principalId: '', name: 'subscriber' }, services, requestId };
}

/** Equal for actors who may do and see the same. */
export function accessKey({ roles, permissions, scope }: Actor): string {
  return `${[...roles].sort().join(' ')} ${[...permissions].sort().join(' ')} ${scopeKey(scope)}`;
}

/** By the text of the document itself: a client may have sent its name only. */
function groupKey(args: ExecutionArgs): string {
  const resume = resumeVariable(args);
  const variables = Object.entries(args.variableValues ?? {}).filter(([name]) => name !== resume);
  const { actor } = args.contextValue as RequestContext;
  const { document } = args;
  const text = document.loc?.source.body ?? print(document);
  return createHash('sha256')
    .update(JSON.stringify([text, args.operationName ?? null, canonical(Object.fromEntries(variables))]))
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

/** The variable that says where to resume and is used for nothing else. */
function resumeVariable({ document, operationName }: ExecutionArgs): string | undefined {
  const operation = getOperationAST(document, operationName);
  const field = operation?.selectionSet.selections.find(({ kind }) => kind === 'Field') as
    FieldNode | undefined;
  const value = field?.arguments?.find(({ name }) => name.value === RESUME_ARGUMENT)?.value;
  if (value?.kind !== 'Variable') return undefined;
  const name = value.name.value;
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable(node) {
      if (node.name.value === name) uses++;
    },
  });
  return uses === 1 ? name : undefined;
}
