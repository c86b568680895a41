import { hash } from 'node:crypto';

/** Of a slot: 96 bits of the key's hash, and the line. */
const WORDS = 4;
const FIRST_SLOTS = 1 << 12;

/**
 * The lines on which the keys of a file came first, by hashes of 96 bits: 32 to 64 bytes a key, whatever its length. That two of a million
 * keys are taken for one has a chance of 1 in 10¹⁶.
 */
export class SeenKeys {
  private table = new Uint32Array(FIRST_SLOTS * WORDS);
  private size = 0;

  get bytes(): number {
    return this.table.byteLength;
  }

  /** The line on which the key was put before; otherwise puts it and answers undefined. Lines are from 1. */
  put(key: string, line: number): number | undefined {
    const digest = hash('sha256', key, 'buffer');
    const words = [digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8), line] as const;
    const at = slotOf(this.table, words);
    const earlier = this.table[at + WORDS - 1]!;
    if (earlier > 0) return earlier;
    this.table.set(words, at);
    this.size += 1;
    if (this.size * 2 * WORDS > this.table.length) this.grow();
    return undefined;
  }

  private grow(): void {
    const larger = new Uint32Array(this.table.length * 2);
    for (let at = 0; at < this.table.length; at += WORDS) {
      const words = this.table.subarray(at, at + WORDS);
      if (words[WORDS - 1]! > 0) larger.set(words, slotOf(larger, words));
    }
    this.table = larger;
  }
}

/** Where the words are, or the free slot in which they belong. */
function slotOf(table: Uint32Array, words: ArrayLike<number>): number {
  const slots = table.length / WORDS;
  for (let slot = words[0]! % slots; ; slot = (slot + 1) % slots) {
    const at = slot * WORDS;
    const isFree = table[at + WORDS - 1] === 0;
    if (isFree || [0, 1, 2].every((i) => table[at + i] === words[i])) return at;
  }
}
