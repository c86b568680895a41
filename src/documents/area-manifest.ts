import type { Permission } from '../auth/permissions';
import type { Chore } from '../commands/chore';
import type { EventDefinitions } from '../events/event-types';
import type { LogConsumerDefinition } from '../events/log-consumer';
import type { RulesByKey } from '../persistence/invariants/invariant';
import type { NumberSeries } from './numbers';

/** What of a document's definition concerns the whole program. */
export interface ListedDocument {
  readonly type: string;
  readonly number: NumberSeries | null;
  readonly lifecycle: {
    readonly name: string;
    readonly permissions: Readonly<Record<string, Permission>>;
  } | null;
  readonly events: { readonly defined: EventDefinitions };
}

/** What an area brings into the program, as data: `src/<area>/area.ts`, listed in `src/server/areas.ts`. What it does not have is absent. */
export interface AreaManifest {
  /** Its documents, with their events and numbers. */
  readonly documents?: readonly ListedDocument[];
  /** The events of its other objects, and what their data hold. */
  readonly events?: readonly EventDefinitions[];
  /** Makes its use cases, by the name of their mutation. `deps` are settings, numbers, and the ports of other areas. */
  useCases?(deps: never): Readonly<Record<string, unknown>>;
  /** What must agree in the data at any time. */
  readonly invariants?: readonly RulesByKey[];
  /** What has to be tidied now and then. */
  readonly housekeeping?: readonly Chore[];
  /** What it derives from the log, or tells others of it. */
  readonly logConsumers?: readonly LogConsumerDefinition[];
  /** Cost of fields that cost more than the objects that they answer, in points by `Type.field`. */
  readonly costs?: Readonly<Record<string, number>>;
}
