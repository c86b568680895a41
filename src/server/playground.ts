import type { IncomingMessage, ServerResponse } from 'node:http';
import send from 'send';

/** What the page gets in demo mode; `headers` are put into its headers editor at the start. */
export interface PlaygroundConfig {
  readonly headers: { readonly authorization: string } | null;
  /** One token per role, in the order of the role picker. */
  readonly tokens: readonly { readonly role: string; readonly token: string }[];
}

export interface PlaygroundOptions {
  /** Folder with the built page. While it is missing, the playground answers 404. */
  readonly directory: string;
  /** Asked on every request of the configuration; null outside of demo mode. */
  readonly config: () => PlaygroundConfig | null;
}

const MOUNT = '/playground';
const ASSETS = '/assets/';

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "connect-src 'self' ws: wss:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/**
 * Serves the built playground at `/playground/` and its demo configuration at `/playground/config.json`.
 * The handler answers false, and leaves the response alone, for any other path; it resolves when the response
 * has been sent or its client has gone.
 */
export function servePlayground(
  options: PlaygroundOptions,
): (req: IncomingMessage, res: ServerResponse) => Promise<boolean> {
  return async (req, res) => {
    const [path = ''] = (req.url ?? '').split('?', 1);
    if (path !== MOUNT && !path.startsWith(`${MOUNT}/`)) return false;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) res.setHeader(name, value);
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.setHeader('allow', 'GET, HEAD');
      answer(res, 405, 'The playground is read with GET or HEAD.');
    } else if (path === MOUNT) {
      res.writeHead(308, { location: `${MOUNT}/` }).end();
    } else if (path === `${MOUNT}/config.json`) {
      sendConfig(res, options.config());
    } else {
      await sendFile(req, res, options.directory, path.slice(MOUNT.length));
    }
    return true;
  };
}

/** Tokens are for this page alone: never cached, and no other origin may read them. */
function sendConfig(res: ServerResponse, config: PlaygroundConfig | null): void {
  res.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(config));
}

function sendFile(req: IncomingMessage, res: ServerResponse, root: string, path: string): Promise<void> {
  return new Promise((resolve) => {
    res.once('close', resolve);
    send(req, path, { root, cacheControl: false, acceptRanges: false })
      .on('headers', () => res.setHeader('cache-control', cacheControl(path)))
      .on('directory', () => answer(res, 404, 'Not found.'))
      .on('error', (error: { readonly status?: number }) => fail(res, path, error.status ?? 500))
      .pipe(res);
  });
}

/** The names of assets carry a hash of their content; the page that names them is asked for every time. */
function cacheControl(path: string): string {
  return path.startsWith(ASSETS) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

function fail(res: ServerResponse, path: string, status: number): void {
  if (res.headersSent) res.destroy();
  else if (status === 404 && path === '/') {
    answer(res, 404, 'The playground is not built. Run `npm run build` and open this page again.');
  } else answer(res, status, status === 404 ? 'Not found.' : 'The file cannot be served.');
}

function answer(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  res.end(`${text}\n`);
}
