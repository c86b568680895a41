import { PACKAGE_VERSION } from '../shared/package-root';
import { DEMO_TOKEN_DAYS, type RoleToken } from './demo-tokens';

/** What a person at the terminal sees once the server is ready. The tokens are for that person: never log it. */
export function banner(
  url: string,
  databaseLabel: string,
  playground: boolean,
  tokens: readonly RoleToken[],
): string {
  const width = Math.max(...tokens.map(({ role }) => role.length));
  return [
    `Orderwire ${PACKAGE_VERSION} is ready on ${databaseLabel}.`,
    '',
    `  GraphQL     ${url}/graphql  (HTTP and websocket)`,
    ...(playground ? [`  Playground  ${url}/playground`] : []),
    '',
    ...(tokens.length > 0
      ? [
          `  Tokens of the demo company, valid for ${DEMO_TOKEN_DAYS} days:`,
          ...tokens.map(({ role, token }) => `  ${role.padEnd(width)}  ${token}`),
        ]
      : ['  Get a token: npx orderwire token --role ADMIN']),
    '',
  ].join('\n');
}
