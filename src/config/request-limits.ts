/** What one request, and one principal over time, may ask of a server. */
export interface Limits {
  /** Cost of an operation; a field that answers objects costs 1 for each of them. */
  readonly maxCost: number;
  /** Levels of nested fields. */
  readonly maxDepth: number;
  /** Aliases in a document. */
  readonly maxAliases: number;
  /** Directives in a document. */
  readonly maxDirectives: number;
  /** Fields of an operation at its root. */
  readonly maxRootFields: number;
  /** Words, numbers and punctuation marks of a document. */
  readonly maxTokens: number;
  /** Points a minute that a principal has; every operation takes one for each begun 100 of its cost. 0: no limit. */
  readonly pointsPerMinute: number;
  /** As `pointsPerMinute`, for each network address that sends no token. */
  readonly anonymousPointsPerMinute: number;
  /** Sign-ins that may fail in a minute from one network address. */
  readonly failedSignInsPerMinute: number;
  /** After so many milliseconds a query is given up. */
  readonly requestTimeout: number;
  /** Bytes of a request's body and of a websocket message. */
  readonly maxBodyBytes: number;
}

export const DEFAULT_LIMITS: Limits = Object.freeze({
  maxCost: 50_000,
  maxDepth: 15,
  maxAliases: 20,
  maxDirectives: 20,
  maxRootFields: 20,
  maxTokens: 2_000,
  pointsPerMinute: 60_000,
  anonymousPointsPerMinute: 600,
  failedSignInsPerMinute: 60,
  requestTimeout: 30_000,
  maxBodyBytes: 1_000_000,
});
