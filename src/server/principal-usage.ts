/** How much each principal has open on this server, over all of its websockets. */
export class PrincipalUsage {
  private readonly counts = new Map<string, { connections: number; operations: number }>();

  connections(principalId: string): number {
    return this.counts.get(principalId)?.connections ?? 0;
  }

  operations(principalId: string): number {
    return this.counts.get(principalId)?.operations ?? 0;
  }

  add(principalId: string, kind: 'connections' | 'operations', change: 1 | -1): void {
    const count = this.counts.get(principalId) ?? { connections: 0, operations: 0 };
    count[kind] += change;
    if (count.connections === 0 && count.operations === 0) this.counts.delete(principalId);
    else this.counts.set(principalId, count);
  }
}
