const AUTHORIZATION = /("authorization"\s*:\s*)"((?:[^"\\]|\\.)*)"/i;

/** The text that the headers editor starts with: the demo's headers, or a place to put a token. */
export function startingHeaders(demo: { readonly authorization: string } | null): string {
  return JSON.stringify(demo ?? { authorization: 'Bearer ' }, null, 2);
}

/** The bearer token in the text of the headers editor, or null. The text may be unfinished or hold comments. */
export function tokenIn(text: string): string | null {
  const value = AUTHORIZATION.exec(text)?.[2];
  return value ? (/^Bearer\s+(\S+)$/i.exec(value)?.[1] ?? null) : null;
}

/** The text with this bearer token. Other headers and comments stay; a text that is no JSON object is replaced. */
export function withToken(text: string, token: string): string {
  const value = JSON.stringify(`Bearer ${token}`);
  if (AUTHORIZATION.test(text)) return text.replace(AUTHORIZATION, (_match, key: string) => key + value);
  return JSON.stringify({ ...parseObject(text), authorization: `Bearer ${token}` }, null, 2);
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
