interface Share<T> {
  readonly items: T[];
  /** Some of its items are being worked on; the others wait for them. */
  busy: boolean;
}

/** Items that wait for their turn: in the order of arrival within a share, one of each share after the other between shares. */
export class WaitingLine<T> {
  private readonly shares = new Map<string, Share<T>>();
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

  add(share: string, item: T): void {
    const present = this.shares.get(share);
    if (present) present.items.push(item);
    else this.shares.set(share, { items: [item], busy: false });
    this.waiting += 1;
    if (!present?.busy) this.takeable += 1;
  }

  /** The next items, `size` at most; their shares are busy until `done` is called with their names. */
  take(size: number): { items: T[]; shares: string[] } {
    const items: T[] = [];
    const taken = new Set<string>();
    for (let round = this.idleShares(); round.length > 0 && items.length < size;) {
      for (const [name, share] of round.slice(0, size - items.length)) {
        items.push(share.items.shift()!);
        taken.add(name);
      }
      round = round.filter(([, share]) => share.items.length > 0);
    }
    this.waiting -= items.length;
    this.takeable -= items.length;
    for (const name of taken) this.toTheEnd(name);
    return { items, shares: [...taken] };
  }

  done(shares: readonly string[]): void {
    for (const name of shares) {
      const share = this.shares.get(name)!;
      if (share.items.length === 0) this.shares.delete(name);
      share.busy = false;
      this.takeable += share.items.length;
    }
  }

  private idleShares(): [string, Share<T>][] {
    return [...this.shares].filter(([, { busy }]) => !busy);
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
