const PREFIX = 'sha256:';

/**
 * A request that names its document by `documentId`, as one that names it by the older extension `persistedQuery`; any other
 * request as it is.
 */
export function namedDocument(body: unknown, search: string): { body: unknown; search: string } {
  return { body: namedInBody(body), search: search.includes('documentId=') ? namedInSearch(search) : search };
}

function namedInBody(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('documentId' in body)) return body;
  const { documentId, ...rest } = body as { documentId: unknown; extensions?: object };
  if (typeof documentId !== 'string') return body;
  return { ...rest, extensions: { ...rest.extensions, ...persistedQuery(documentId) } };
}

function namedInSearch(search: string): string {
  const asked = new URLSearchParams(search);
  asked.set('extensions', JSON.stringify(persistedQuery(asked.get('documentId')!)));
  asked.delete('documentId');
  return `?${asked}`;
}

function persistedQuery(documentId: string): object {
  const sha256Hash = documentId.startsWith(PREFIX) ? documentId.slice(PREFIX.length) : documentId;
  return { persistedQuery: { version: 1, sha256Hash } };
}
