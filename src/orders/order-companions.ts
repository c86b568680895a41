import { CampaignAttribution } from '../../entities/orders/campaign-attribution';
import type { Order } from '../../entities/orders/order';
import { OrderNote } from '../../entities/orders/order-note';
import { OrderTag } from '../../entities/orders/order-tag';
import { Permission } from '../auth/permissions';
import { findByExternalIds, linkExternalIds, type ExternalRef } from '../accounts/external-ids';
import type { Command } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { unusableName } from '../shared/invalid-input';
import type { PlaceOrderInput } from './order-inputs';
import { VisibleOrders } from './visible-orders';

type Place = Command<Pick<PlaceOrderInput, 'tags' | 'note' | 'noteVisibility' | 'campaign' | 'externalIds'>>;

/** What stands beside new orders: tags, a note, campaign attribution, external ids. One insert per kind for a list of orders. */
export class OrderCompanions {
  private readonly tags: Partial<OrderTag>[] = [];
  private readonly notes: Partial<OrderNote>[] = [];
  private readonly campaigns: Partial<CampaignAttribution>[] = [];
  private readonly externalIds: Parameters<typeof linkExternalIds>[1][number][] = [];

  private constructor(
    private readonly uow: UnitOfWork,
    /** The orders that external ids belong to already. */
    private readonly taken: Map<string, string>,
    private readonly visible: VisibleOrders,
  ) {}

  static async load(uow: UnitOfWork, commands: readonly Place[]): Promise<OrderCompanions> {
    const bySystem = new Map<string, string[]>();
    for (const { system, externalId } of commands.flatMap(externalIdsOf)) {
      bySystem.set(system, [...(bySystem.get(system) ?? []), externalId]);
    }
    const taken = new Map<string, string>();
    for (const [system, ids] of bySystem) {
      const found = await findByExternalIds(uow.sql, system, 'Order', ids);
      for (const [externalId, orderId] of found) taken.set(keyOf({ system, externalId }), orderId);
    }
    const actors = commands.map(({ actor }) => actor);
    return new OrderCompanions(uow, taken, await VisibleOrders.load(uow.sql, actors, [...taken.values()]));
  }

  /** Throws `DUPLICATE` when one of the command's external ids belongs to an order; of one that its actor does not see, nothing is told. */
  requireFree(command: Place): void {
    const duplicate = externalIdsOf(command).find((ref) => this.taken.has(keyOf(ref)));
    if (!duplicate) return;
    if (!this.visible.has(command.actor, this.taken.get(keyOf(duplicate))!))
      throw unusableName('externalIds');
    const { system, externalId } = duplicate;
    throw new DomainError('DUPLICATE', `${system} ${externalId} is an order already.`, {
      system,
      externalId,
    });
  }

  /** The order will be stored, with what stands beside it; its external ids are its own from now on. */
  add(command: Place, order: Order): void {
    const { input, actor } = command;
    const orderId = order.id;
    const createdAt = this.uow.recordedAt;
    this.visible.add(actor, orderId);
    for (const tag of distinctTags(input.tags)) this.tags.push({ orderId, tag });
    if (input.note) {
      const own = actor.permissions.has(Permission.INTERNAL_READ) ? 'INTERNAL' : 'PUBLIC';
      const visibility = input.noteVisibility ?? own;
      const written = { createdBy: actor.principalId, createdAt };
      this.notes.push({ id: newId(), orderId, text: input.note, visibility, ...written });
    }
    if (input.campaign) {
      const { campaign, source = null, medium = null } = input.campaign;
      this.campaigns.push({ id: newId(), orderId, campaign, source, medium, occurredAt: order.orderedAt });
    }
    for (const { system, externalId } of externalIdsOf(command)) {
      this.taken.set(keyOf({ system, externalId }), orderId);
      this.externalIds.push({ entityType: 'Order', entityId: orderId, system, externalId, createdAt });
    }
  }

  async save(): Promise<void> {
    const { sql } = this.uow;
    await sql.insert(OrderTag, this.tags);
    await sql.insert(OrderNote, this.notes);
    await sql.insert(CampaignAttribution, this.campaigns);
    await linkExternalIds(sql, this.externalIds);
  }
}

/** Tags without surrounding blanks, which MariaDB's keys do not tell apart, and each once. */
export function distinctTags(tags: readonly string[] | null | undefined): string[] {
  return [...new Set((tags ?? []).map((tag) => tag.trim()))].filter((tag) => tag !== '');
}

/** The external ids of a command without surrounding blanks, each once. */
function externalIdsOf({ input }: Place): ExternalRef[] {
  const refs = (input.externalIds ?? []).map(({ system, externalId }) => ({
    system: system.trim(),
    externalId: externalId.trim(),
  }));
  return [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()];
}

function keyOf({ system, externalId }: ExternalRef): string {
  return JSON.stringify([system, externalId]);
}
