/** What one server tells the others: events were stored and wait for positions, or events were given positions. */
export type LogHint = 'stored' | 'positioned';

/** Carries hints between servers. A hint may be lost: whoever waits for one polls, too. */
export interface LogHints {
  /** Cheap; never fails, never waits. */
  send(hint: LogHint): void;
  close(): Promise<void>;
}

/** One server alone, or several that poll. */
export const noLogHints: LogHints = { send: () => undefined, close: async () => undefined };
