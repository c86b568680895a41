import type { IncomingMessage } from 'node:http';
import { turnBegan } from '../shared/turns';
import { isTooDeep, MAX_JSON_DEPTH } from './limits/json-depth';

/** A request whose body cannot be used, and the HTTP status that says why. */
export class BodyError extends Error {
  constructor(
    readonly status: 400 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}

/** The JSON body of a request of at most `maxBytes`. Throws a `BodyError` for another content type, a body over the limits, or broken JSON. */
export async function readJsonBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  if (!isJson(request.headers['content-type'])) {
    throw new BodyError(415, 'The body must be JSON in UTF-8: send content-type: application/json.');
  }
  const body = await readBody(request, maxBytes);
  turnBegan();
  if (isTooDeep(body)) {
    throw new BodyError(
      400,
      `The body has more than ${MAX_JSON_DEPTH} lists and objects inside of each other.`,
    );
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new BodyError(400, 'The body is not valid JSON.');
  }
}

function isJson(contentType: string | undefined): boolean {
  const match = /^application\/json\s*(?:;\s*charset\s*=\s*"?([\w-]+)"?\s*)?$/i.exec(
    contentType?.trim() ?? '',
  );
  return match !== null && (match[1] === undefined || match[1].toLowerCase() === 'utf-8');
}

function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const tooLarge = (): void => {
      request.pause();
      reject(new BodyError(413, `The body is larger than ${maxBytes} bytes. Send less at a time.`));
    };
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return tooLarge();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) tooLarge();
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', () => reject(new BodyError(400, 'The connection ended before the body did.')));
  });
}
