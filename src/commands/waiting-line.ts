interface Share<T> {
  readonly items: Waiting<T>[];
  /** Some of its items are being worked on; the others wait for them. */
  busy: boolean;
}

interface Waiting<T> {
  readonly item: T;
  /** What it would have to wait for while another works with it. */
  readonly needs: readonly string[];
  /** How often others were taken before it, as what it needs was in use. */
  passed: number;
}

interface Chosen<T> {
  readonly share: string;
  readonly waiting: Waiting<T>;
}

/** Items that were taken together. */
export interface Turn<T> {
  readonly items: readonly T[];
  readonly shares: readonly string[];
  readonly needs: readonly string[];
}

/** An item is passed over so often at most; then it takes its turn and waits, as it would with nobody looking ahead. */
const MAX_PASSED = 3;

/**
 * Items that wait for their turn: in the order of arrival within a share, one of each share after the other between shares. Those
 * that need what is in use are passed over for a while, as long as enough others are there.
 */
export class WaitingLine<T> {
  private readonly shares = new Map<string, Share<T>>();
  /** How many turns under way need it. */
  private readonly inUse = new Map<string, number>();
  private waiting = 0;
  private takeable = 0;

  /** How many items wait, whether or not their share is busy. */
  get length(): number {
    return this.waiting;
  }

  /** How many of them `take` would find: those whose share is not busy. */
  get ready(): number {
    return this.takeable;
  }

  add(share: string, item: T, needs: readonly string[] = []): void {
    const waiting = { item, needs, passed: 0 };
    const present = this.shares.get(share);
    if (present) present.items.push(waiting);
    else this.shares.set(share, { items: [waiting], busy: false });
    this.waiting += 1;
    if (!present?.busy) this.takeable += 1;
  }

  /** The next items, `size` at most; their shares are busy, and what they need is in use, until `done` is called. */
  take(size: number): Turn<T> {
    const hindered: Waiting<T>[] = [];
    const free = this.choose(size, (waiting) => {
      const isFree = this.isFree(waiting);
      if (!isFree) hindered.push(waiting);
      return isFree;
    });
    if (2 * free.length < Math.min(size, this.takeable)) return this.remove(this.choose(size, () => true));
    for (const waiting of hindered) waiting.passed += 1;
    return this.remove(free);
  }

  done({ shares, needs }: Turn<T>): void {
    for (const need of needs) {
      const users = this.inUse.get(need)! - 1;
      if (users === 0) this.inUse.delete(need);
      else this.inUse.set(need, users);
    }
    for (const name of shares) {
      const share = this.shares.get(name)!;
      if (share.items.length === 0) this.shares.delete(name);
      share.busy = false;
      this.takeable += share.items.length;
    }
  }

  private isFree({ passed, needs }: Waiting<T>): boolean {
    return passed >= MAX_PASSED || !needs.some((need) => this.inUse.has(need));
  }

  /** The first items of the idle shares, one of each after the other: none overtakes another of its share. */
  private choose(size: number, mayGo: (waiting: Waiting<T>) => boolean): Chosen<T>[] {
    const chosen: Chosen<T>[] = [];
    let round = [...this.shares].filter(([, { busy }]) => !busy);
    for (let turn = 0; round.length > 0; turn++) {
      round = round.filter(([, { items }]) => turn < items.length && mayGo(items[turn]!));
      for (const [share, { items }] of round.slice(0, size - chosen.length)) {
        chosen.push({ share, waiting: items[turn]! });
      }
      if (chosen.length === size) break;
    }
    return chosen;
  }

  private remove(chosen: readonly Chosen<T>[]): Turn<T> {
    const shares = [...new Set(chosen.map(({ share }) => share))];
    const needs = [...new Set(chosen.flatMap(({ waiting }) => waiting.needs))];
    for (const { share } of chosen) this.shares.get(share)!.items.shift();
    for (const need of needs) this.inUse.set(need, (this.inUse.get(need) ?? 0) + 1);
    this.waiting -= chosen.length;
    this.takeable -= chosen.length;
    for (const name of shares) this.toTheEnd(name);
    return { items: chosen.map(({ waiting }) => waiting.item), shares, needs };
  }

  /** Whoever had a turn comes after those who had none. */
  private toTheEnd(name: string): void {
    const share = this.shares.get(name)!;
    share.busy = true;
    this.takeable -= share.items.length;
    this.shares.delete(name);
    this.shares.set(name, share);
  }
}
