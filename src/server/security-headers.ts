import type { ServerResponse } from 'node:http';

/** What browsers are told about every answer that does not say otherwise: nothing in it is to be shown, framed, guessed or kept. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
const HTTPS_ONLY = 'max-age=31536000; includeSubDomains';

/** Sets the headers; in production also that the browser must come by https from now on. */
export function setSecurityHeaders(response: ServerResponse, production: boolean): void {
  for (const name in HEADERS) response.setHeader(name, HEADERS[name]!);
  if (production) response.setHeader('strict-transport-security', HTTPS_ONLY);
}
