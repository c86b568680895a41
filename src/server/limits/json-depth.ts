/** Lists and objects inside of each other that JSON from clients may have. Whatever works through values level by level relies on it. */
export const MAX_JSON_DEPTH = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `[` and `{`, `]` and `}` differ in one bit only. */
const WITHOUT_CASE = ~0x20;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** Whether JSON in UTF-8 has more levels than it may have. Looks at every byte once, and at none of a short text. */
export function isTooDeep(json: Buffer): boolean {
  if (json.length <= 2 * MAX_JSON_DEPTH) return false;
  let depth = 0;
  let inText = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i]!;
    if (inText) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if ((byte & WITHOUT_CASE) === OPEN) {
      if (++depth > MAX_JSON_DEPTH) return true;
    } else if ((byte & WITHOUT_CASE) === CLOSE) depth--;
  }
  return false;
}
