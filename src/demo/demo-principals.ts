import type { Services } from '../../resolvers/kit/services';
import { ensurePrincipal } from '../principals/principals';
import { Role } from '../auth/roles';

/** Principals of the demo company are named so, followed by their role: `demo-sales-rep`. */
export const DEMO_PREFIX = 'demo-';

/** One principal for each kind of person who tries the demo: the buyer of a large account, a representative, and three who see all. */
export async function ensureDemoPrincipals({ database, clock }: Services): Promise<void> {
  const now = clock.now();
  const { reader } = database;
  const [buyer] = await reader.rows<{ id: string }>(
    `SELECT p.id FROM accounts p JOIN accounts c ON c.parent_id = p.id WHERE p.currency_code = 'USD'
     GROUP BY p.id, p.number ORDER BY COUNT(*) DESC, p.number LIMIT 1`,
  );
  const [rep] = await reader.rows<{ id: string; territory_id: string }>(
    'SELECT id, territory_id FROM reps ORDER BY code LIMIT 1',
  );
  const grants = [
    { role: Role.VIEWER },
    { role: Role.BUYER, accountIds: [buyer!.id] },
    { role: Role.SALES_REP, repId: rep!.id, territoryIds: [rep!.territory_id] },
    { role: Role.OPERATIONS },
    { role: Role.ADMIN },
  ];
  for (const { role, ...rows } of grants) {
    const name = DEMO_PREFIX + role.toLowerCase().replaceAll('_', '-');
    await ensurePrincipal(database, { name, kind: 'USER', roles: [role], ...rows }, now);
  }
}
