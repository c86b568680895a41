import { createDeflateRaw, inflateRawSync, type DeflateRaw } from 'node:zlib';
import { exactJson } from '../shared/json-safe';
import { breathe } from '../shared/turns';

/** Rows that one list of an event's data may have before its text is made in steps, and packed. */
const MANY_ROWS = 500;
/** How many rows become text at once. */
const ROWS_PER_STEP = 200;
/** What a packed text begins with; JSON of an object begins with a brace. */
const PACKED = 'deflate:';
/** The fastest: the ids in the rows are most of what is left, however long one tries. */
const LEVEL = 1;

type Data = Readonly<Record<string, unknown>>;

/** Whether the text of the data takes so long to make that others would have to wait for it. */
export function isLarge(data: Data): boolean {
  return Object.values(data).some((value) => Array.isArray(value) && value.length > MANY_ROWS);
}

/**
 * The text of large data as it is stored: the JSON, deflated, in Base64. An event of 25,000 parts is some ten MB of JSON, which
 * either database would write in one piece, and the embedded one once more when the event gets its position; packed it is a twentieth.
 */
export async function packedText(data: Data): Promise<string> {
  const deflate = createDeflateRaw({ level: LEVEL });
  const packed: Buffer[] = [];
  deflate.on('data', (piece: Buffer) => packed.push(piece));
  for (const piece of jsonPieces(data)) {
    await written(deflate, piece);
    await breathe();
  }
  await new Promise<void>((resolve, reject) => {
    deflate.once('error', reject).once('end', resolve).end();
  });
  return PACKED + Buffer.concat(packed).toString('base64');
}

/** The JSON that a stored text stands for. */
export function plainText(stored: string): string {
  if (!stored.startsWith(PACKED)) return stored;
  return inflateRawSync(Buffer.from(stored.slice(PACKED.length), 'base64')).toString('utf8');
}

/** Resolves when the piece has been taken. Zlib works on a thread of its own. */
function written(deflate: DeflateRaw, piece: string): Promise<void> {
  return new Promise((resolve, reject) => {
    deflate.write(piece, 'utf8', (error) => (error ? reject(error) : resolve()));
  });
}

/** The JSON of the data in pieces. */
function* jsonPieces(data: Data): Generator<string> {
  let before = '{';
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    before = ',';
    if (Array.isArray(value)) yield* listPieces(value);
    else yield exactJson(value);
  }
  yield before === '{' ? '{}' : '}';
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  yield '[';
  for (let i = 0; i < list.length; i += ROWS_PER_STEP) {
    const rows = exactJson(list.slice(i, i + ROWS_PER_STEP));
    yield (i === 0 ? '' : ',') + rows.slice(1, -1);
  }
  yield ']';
}
