import { principalsNamed } from '../principals/principals';
import { signToken } from '../auth/tokens';
import { DEMO_PREFIX } from '../demo/demo-principals';
import type { Database } from '../persistence/database';

export interface RoleToken {
  readonly role: string;
  readonly token: string;
}

export const DEMO_TOKEN_DAYS = 30;

/** One token for each principal of the demo company; none when the demo company is not loaded. */
export async function demoTokens(database: Database, secret: string): Promise<RoleToken[]> {
  const principals = await principalsNamed(database, DEMO_PREFIX);
  return Promise.all(
    principals.map(async ({ id, roles }) => ({
      role: roles.join(', '),
      token: await signToken(secret, { sub: id }, DEMO_TOKEN_DAYS * 86_400),
    })),
  );
}
