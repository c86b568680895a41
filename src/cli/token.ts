import { Command, InvalidArgumentError, Option } from 'commander';
import type { Principal } from '../../entities/auth/principal';
import { ensurePrincipal, principalsNamed, type PrincipalGrants } from '../principals/principals';
import { Role, UNRESTRICTED_ROLES } from '../auth/roles';
import { signToken } from '../auth/tokens';
import { DEMO_PREFIX } from '../demo/demo-principals';
import type { Database } from '../persistence/database';
import { StartupError } from '../shared/startup-error';
import { withServices } from './with-services';

interface TokenOptions {
  role: Role;
  account?: string;
  rep?: string;
  days: number;
}

const DEFAULT_DAYS = 30;

export function tokenCommand(): Command {
  return new Command('token')
    .description('Print a token for a role, alone on stdout. Its principal is made when it does not exist.')
    .addOption(
      new Option('--role <role>', 'what the token may do').choices(Object.values(Role)).makeOptionMandatory(),
    )
    .option('--account <number>', 'only the rows of this account and its sub-accounts')
    .option('--rep <code>', 'the rows of this sales representative and of their territory')
    .addOption(new Option('--days <days>', 'how long it is valid').default(DEFAULT_DAYS).argParser(readDays))
    .action((options: TokenOptions) =>
      withServices(async ({ services: { database, clock }, secret }) => {
        const { id } = await principalFor(database, options, clock.now());
        console.log(await signToken(secret, { sub: id }, options.days * 86_400));
      }),
    );
}

function readDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new InvalidArgumentError('Use 1 to 3650 days.');
  return days;
}

/**
 * `cli-<role>`, with the account and representative in its name, so that different grants are different principals.
 * A role that sees nothing by itself falls back on the demo company's principal of that role.
 */
async function principalFor(database: Database, options: TokenOptions, now: Date): Promise<Principal> {
  const { role, account, rep } = options;
  const slug = role.toLowerCase().replaceAll('_', '-');
  if (!account && !rep && !UNRESTRICTED_ROLES.has(role)) {
    const [demo] = await principalsNamed(database, `${DEMO_PREFIX}${slug}`);
    if (demo) return demo;
    throw new StartupError(
      `A ${role} sees only what it is given. Add --account NUMBER${role === 'SALES_REP' ? ' or --rep CODE' : ''}.`,
    );
  }
  const name = ['cli', slug, account, rep].filter(Boolean).join('-');
  const grants = {
    ...(account && (await accountGrants(database, account))),
    ...(rep && (await repGrants(database, rep))),
  };
  return ensurePrincipal(database, { name, kind: 'API_KEY', roles: [role], ...grants }, now);
}

async function accountGrants(
  { reader }: Database,
  number: string,
): Promise<Pick<PrincipalGrants, 'accountIds'>> {
  const [account] = await reader.rows<{ id: string }>('SELECT id FROM accounts WHERE number = ?', [number]);
  if (!account) throw new StartupError(`There is no account with the number ${number}.`);
  return { accountIds: [account.id] };
}

async function repGrants(
  { reader }: Database,
  code: string,
): Promise<Pick<PrincipalGrants, 'repId' | 'territoryIds'>> {
  const [rep] = await reader.rows<{ id: string; territory_id: string | null }>(
    'SELECT id, territory_id FROM reps WHERE code = ?',
    [code],
  );
  if (!rep) throw new StartupError(`There is no sales representative with the code ${code}.`);
  return { repId: rep.id, territoryIds: rep.territory_id === null ? [] : [rep.territory_id] };
}
