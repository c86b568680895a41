import type { Origin } from '../../src/auth/origin';
import type { Actor } from '../../src/auth/actor';
import type { RequestServices } from './services';

/** What the loaders of one operation have read. */
export interface Loaded {
  /** The context that owns it: a copy of a context starts empty. */
  readonly of: RequestContext;
  /** Then by the columns that are read. */
  readonly byBatch: Map<object, Map<object | undefined, unknown>>;
}

/** One operation, or one event of a subscription: loaders live as long as it does. */
export interface RequestContext {
  readonly actor: Actor;
  readonly services: RequestServices;
  /** In the log, and in the header `x-request-id` of the response. */
  readonly requestId: string;
  /** The epoch of the log when the operation began; positions in its answer belong to it, or to a later one that no client knows yet. */
  readonly logEpoch: string;
  /** Where the request came from; absent for work that no request began. */
  readonly origin?: Origin;
  /** Aborted when nobody waits for the answer any more; its reason is the error to end with. */
  readonly signal?: AbortSignal;
  /** The operation has changed something. */
  carriedOut?: boolean;
  /** The latest time of the abort signal, by `performance.now()`. */
  readonly endsAt?: number;
  /**
   * Only loaders touch it. It is here and not in a `WeakMap`, whose values live on until V8 goes through the whole heap when they lead
   * back to their key: a page's rows outlived it by seconds (`bench/README.md`).
   */
  loaded?: Loaded;
}
