import { Role } from '../../src/auth/roles';
import { CLOSE_CODES } from '../../src/server/close-codes';
import type { LiveClient } from '../support/live-client';
import type { Stage } from './stage';

/** What may end it: an administrator among the others has revoked it, or changed what it may do. */
const DESERVED: readonly number[] = [CLOSE_CODES.FORBIDDEN.code, CLOSE_CODES.ACCESS_CHANGED.code];

/** A client with a subscription on a websocket of its own, whom nothing that others send may disturb. */
export class Neighbour {
  private client: LiveClient | null = null;

  constructor(private readonly stage: Stage) {}

  /** Throws when it is not answered. */
  async ask(): Promise<void> {
    this.client ??= await this.subscribed();
    const { client } = this;
    const answered = client.run('{ viewer { __typename } }').then(
      () => null,
      (reason: unknown) => reason,
    );
    const problem = await Promise.race([answered, client.closed]);
    if (problem === null) return;
    const { code } = problem as { code?: number };
    if (!DESERVED.includes(code!)) throw new Error(`The neighbour got ${code ?? String(problem)}`);
    this.client = null;
  }

  async leave(): Promise<void> {
    await this.client?.close();
  }

  /** The subscription keeps the connection open between two questions. */
  private async subscribed(): Promise<LiveClient> {
    const client = await this.stage.world.app.liveAs(Role.FINANCE);
    client
      .subscribe('subscription { orderStatusChanged(filter: {}) { position } }')
      .next()
      .catch(() => undefined);
    return client;
  }
}
