import { isIP } from 'node:net';
import { StartupError } from '../../shared/startup-error';

/** What is asked of the server's certificate, by the parameter `ssl-mode` of the URL, as MySQL's own clients name it. */
const TLS = {
  DISABLED: undefined,
  REQUIRED: { rejectUnauthorized: false },
  VERIFY_CA: { rejectUnauthorized: true },
  VERIFY_IDENTITY: { rejectUnauthorized: true, verifyIdentity: true },
} as const;

type TlsMode = keyof typeof TLS;
/** As mysql2 takes it; `verifyIdentity` compares the certificate with the host's name. */
export type Tls = { readonly rejectUnauthorized: boolean; readonly verifyIdentity?: boolean } | undefined;

/** Where the server is, and how to speak to it. Throws a `StartupError` for what is no such URL. */
export function readUrl(url: string): { url: string; tls: Tls } {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new StartupError('DATABASE_URL is not a URL. Use mysql://user:password@host:3306/database.');
  }
  if (!['mysql:', 'mariadb:'].includes(parsed.protocol) || parsed.pathname.length < 2) {
    throw new StartupError('DATABASE_URL must have the form mysql://user:password@host:3306/database.');
  }
  const tls = tlsOf(parsed.searchParams);
  if (tls?.verifyIdentity && isIP(parsed.hostname.replace(/[[\]]/g, ''))) {
    throw new StartupError(
      'ssl-mode=VERIFY_IDENTITY in DATABASE_URL needs a host name: an address is not compared.',
    );
  }
  return { url: url.replace(/^mariadb:/, 'mysql:'), tls };
}

/** Nobody who asks for TLS by another name goes without it. */
function tlsOf(parameters: URLSearchParams): Tls {
  const others = [...parameters.keys()].filter((name) => /ssl|tls/i.test(name) && name !== 'ssl-mode');
  const mode = parameters.get('ssl-mode') ?? 'DISABLED';
  if (others.length === 0 && mode in TLS) return TLS[mode as TlsMode];
  throw new StartupError(
    `DATABASE_URL may ask for TLS by ssl-mode=${Object.keys(TLS).join(', ')}, and by no other parameter.`,
  );
}
