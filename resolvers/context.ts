import type { Origin } from '../src/audit/origin';
import type { Actor } from '../src/auth/actor';
import type { RequestServices } from './services';

/** One operation, or one event of a subscription: loaders live as long as it does. */
export interface RequestContext {
  readonly actor: Actor;
  readonly services: RequestServices;
  /** In the log, and in the header `x-request-id` of the response. */
  readonly requestId: string;
  /** Where the request came from; absent for work that no request began. */
  readonly origin?: Origin;
  /** Aborted when nobody waits for the answer any more; its reason is the error to end with. */
  readonly signal?: AbortSignal;
}
