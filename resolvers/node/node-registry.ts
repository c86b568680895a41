import type { Node } from '../../entities/node';
import { maySeeType } from '../../src/auth/node-rights';
import { parseGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';

/** How an object of one type is fetched by id: null when it does not exist or is outside of the actor's row scope. */
export type LoadNode = (context: RequestContext, id: string) => Promise<Node | null>;

const loads = new Map<string, LoadNode>();

/**
 * Makes a type reachable through `node` and `nodes`. Call it once per type, beside the type's loader. What a caller needs to see the
 * type, says `NODE_RIGHTS`.
 */
export function registerNode(type: string, load: LoadNode): void {
  if (loads.has(type)) throw new Error(`${type} is registered as a node twice`);
  loads.set(type, load);
}

/** Every type that is registered. */
export function registeredTypes(): string[] {
  return [...loads.keys()];
}

/** Whether the actor may see objects of a type at all; false for what is no node. */
export function mayLoadType({ actor }: RequestContext, type: string): boolean {
  return loads.has(type) && maySeeType(actor, type);
}

/** The object with a global id; null when there is none that the actor may see. */
export async function loadNode(context: RequestContext, globalId: string): Promise<Node | null> {
  const parsed = parseGlobalId(globalId);
  const load = parsed && loads.get(parsed.type);
  return load && maySeeType(context.actor, parsed.type) ? load(context, parsed.id) : null;
}
