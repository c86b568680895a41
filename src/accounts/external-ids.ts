import { ExternalId } from '../../entities/accounts/external-id';
import { firstOfEach } from '../persistence/first-of-each';
import { placeholders, type Sql } from '../persistence/sql';
import { fragment } from '../persistence/sql-fragment';
import type { UnitOfWork } from '../commands/unit-of-work';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { unusableName } from '../shared/invalid-input';

/** The name of an object in another system. */
export interface ExternalRef {
  system: string;
  externalId: string;
}

export interface ExternalLink extends ExternalRef {
  /** Name of the GraphQL type. */
  entityType: string;
  /** ULID. */
  entityId: string;
  createdAt: Date;
}

/** Our ids of those objects of a type that another system knows by the given ids, by that id. One statement. */
export async function findByExternalIds(
  sql: Sql,
  system: string,
  entityType: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map();
  const rows = await sql.select(
    ExternalId,
    `WHERE t.system_name = ? AND t.entity_type = ? AND t.external_id IN (${placeholders(distinct.length)})`,
    [system, entityType, ...distinct],
  );
  return new Map(rows.map(({ externalId, entityId }) => [externalId, entityId]));
}

/** The most external ids that an object shows of itself. */
export const MAX_EXTERNAL_IDS = 50;

/** External ids of some objects of a type, by system and id. One statement. */
export function findExternalIds(sql: Sql, entityType: string, ids: readonly string[]): Promise<ExternalId[]> {
  return firstOfEach(sql, ExternalId, {
    of: 't.entity_id',
    owners: ids,
    orderBy: 't.system_name, t.external_id',
    limit: MAX_EXTERNAL_IDS,
    where: fragment('t.entity_type = ?', [entityType]),
  });
}

/** Stores links in one insert. One that exists already violates a unique key, so that the unit of work runs again and sees it. */
export function linkExternalIds(sql: Sql, links: readonly ExternalLink[]): Promise<void> {
  return sql.insert(
    ExternalId,
    links.map((link) => ({ ...link, id: newId() })),
  );
}

/** The external ids that a list of commands names, with the links that they make. */
export class ExternalLinks {
  private readonly known = new Map<string, string>();
  private readonly created: ExternalLink[] = [];

  private constructor(
    private readonly uow: Pick<UnitOfWork, 'sql' | 'recordedAt'>,
    private readonly entityType: string,
  ) {}

  /** One statement for each system named; none when no external id is given. */
  static async load(
    uow: Pick<UnitOfWork, 'sql' | 'recordedAt'>,
    entityType: string,
    refs: readonly (ExternalRef | null | undefined)[],
  ): Promise<ExternalLinks> {
    const links = new ExternalLinks(uow, entityType);
    const bySystem = new Map<string, string[]>();
    for (const ref of refs)
      if (ref) bySystem.set(ref.system, [...(bySystem.get(ref.system) ?? []), ref.externalId]);
    for (const [system, ids] of bySystem) {
      const found = await findByExternalIds(uow.sql, system, entityType, ids);
      for (const [externalId, entityId] of found) links.known.set(keyOf({ system, externalId }), entityId);
    }
    return links;
  }

  ids(): string[] {
    return [...this.known.values()];
  }

  /** Our id of the object, or null when it has none yet. */
  idOf(ref: ExternalRef | null | undefined): string | null {
    return ref ? (this.known.get(keyOf(ref)) ?? null) : null;
  }

  /** Throws `VALIDATION_FAILED` when the external id belongs to an object that the actor does not see, and tells nothing of it. */
  refuseHidden(ref: ExternalRef | null | undefined, isVisible: (entityId: string) => boolean): void {
    const owner = this.idOf(ref);
    if (owner !== null && !isVisible(owner)) throw unusableName('externalId');
  }

  /** Throws `DUPLICATE` when the external id belongs to another object than this one (null: a new one). */
  check(ref: ExternalRef | null | undefined, entityId: string | null): void {
    const owner = this.idOf(ref);
    if (!ref || owner === null || owner === entityId) return;
    throw new DomainError(
      'DUPLICATE',
      `${ref.system} "${ref.externalId}" belongs to another ${this.entityType}. Leave it out, or change that one.`,
      { ...ref },
    );
  }

  link(ref: ExternalRef | null | undefined, entityId: string): void {
    if (!ref || this.idOf(ref) !== null) return;
    this.known.set(keyOf(ref), entityId);
    this.created.push({ ...ref, entityType: this.entityType, entityId, createdAt: this.uow.recordedAt });
  }

  save(): Promise<void> {
    return linkExternalIds(this.uow.sql, this.created);
  }
}

function keyOf({ system, externalId }: ExternalRef): string {
  return JSON.stringify([system, externalId]);
}
