/** What one server tells the others: events were stored and wait for positions, or events were given positions. */
export type Nudge = 'stored' | 'positioned';

/** Carries nudges between servers. A nudge may be lost: whoever waits for one polls, too. */
export interface Nudges {
  /** Cheap; never fails, never waits. */
  send(nudge: Nudge): void;
  close(): Promise<void>;
}

/** One server alone, or several that poll. */
export const noNudges: Nudges = { send: () => undefined, close: async () => undefined };
