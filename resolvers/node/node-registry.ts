import type { Node } from '../../entities/node';
import type { Permission } from '../../src/auth/permissions';
import { parseGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';

/** How objects of one type are fetched by id. */
export interface NodeSource {
  /** Without it a caller sees no object of the type; null: a token is enough. */
  permission: Permission | null;
  /** Null for an object that does not exist or is outside of the actor's row scope. */
  load(context: RequestContext, id: string): Promise<Node | null>;
}

const sources = new Map<string, NodeSource>();

/** Makes a type reachable through `node` and `nodes`. Call it once per type, beside the type's loader. */
export function registerNode(type: string, source: NodeSource): void {
  if (sources.has(type)) throw new Error(`${type} is registered as a node twice`);
  sources.set(type, source);
}

/** Whether the actor may see objects of a type at all; false for what is no node. */
export function mayLoadType(context: RequestContext, type: string): boolean {
  const source = sources.get(type);
  return source !== undefined && mayLoad(context, source);
}

function mayLoad({ actor }: RequestContext, { permission }: NodeSource): boolean {
  return permission === null || actor.permissions.has(permission);
}

/** The object with a global id; null when there is none that the actor may see. */
export async function loadNode(context: RequestContext, globalId: string): Promise<Node | null> {
  const parsed = parseGlobalId(globalId);
  const source = parsed && sources.get(parsed.type);
  if (!source || !mayLoad(context, source)) return null;
  return source.load(context, parsed.id);
}
