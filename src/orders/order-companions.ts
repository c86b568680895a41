import { CampaignAttribution } from '../../entities/orders/campaign-attribution';
import type { Order } from '../../entities/orders/order';
import { OrderNote } from '../../entities/orders/order-note';
import { OrderTag } from '../../entities/orders/order-tag';
import { findByExternalIds, linkExternalIds } from '../accounts/external-ids';
import type { Command } from '../persistence/commands';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import type { PlaceOrderInput } from './order-inputs';

type Place = Command<Pick<PlaceOrderInput, 'tags' | 'note' | 'campaign' | 'externalIds'>>;

/** What stands beside new orders: tags, a note, campaign attribution, external ids. One insert per kind for a list of orders. */
export class OrderCompanions {
  private readonly tags: Partial<OrderTag>[] = [];
  private readonly notes: Partial<OrderNote>[] = [];
  private readonly campaigns: Partial<CampaignAttribution>[] = [];
  private readonly externalIds: Parameters<typeof linkExternalIds>[1][number][] = [];

  private constructor(
    private readonly uow: UnitOfWork,
    /** `system id` of those that belong to an order already. */
    private readonly taken: Set<string>,
  ) {}

  static async load(uow: UnitOfWork, commands: readonly Place[]): Promise<OrderCompanions> {
    const bySystem = new Map<string, string[]>();
    for (const { system, externalId } of commands.flatMap(({ input }) => input.externalIds ?? [])) {
      bySystem.set(system, [...(bySystem.get(system) ?? []), externalId]);
    }
    const taken = new Set<string>();
    for (const [system, ids] of bySystem) {
      const found = await findByExternalIds(uow.sql, system, 'Order', ids);
      for (const externalId of found.keys()) taken.add(`${system} ${externalId}`);
    }
    return new OrderCompanions(uow, taken);
  }

  /** `DUPLICATE` when one of the command's external ids belongs to an order; otherwise they are this command's from now on. */
  refuse({ input }: Place): DomainError | null {
    const ids = input.externalIds ?? [];
    const duplicate = ids.find(({ system, externalId }) => this.taken.has(`${system} ${externalId}`));
    if (duplicate) {
      return new DomainError('DUPLICATE', `${duplicate.system} ${duplicate.externalId} is an order already.`, { ...duplicate });
    }
    for (const { system, externalId } of ids) this.taken.add(`${system} ${externalId}`);
    return null;
  }

  add({ input, actor }: Place, order: Order): void {
    const orderId = order.id;
    const createdAt = this.uow.recordedAt;
    for (const tag of new Set(input.tags ?? [])) this.tags.push({ orderId, tag });
    if (input.note) {
      this.notes.push({ id: newId(), orderId, text: input.note, createdBy: actor.principalId, createdAt });
    }
    if (input.campaign) {
      const { campaign, source = null, medium = null } = input.campaign;
      this.campaigns.push({ id: newId(), orderId, campaign, source, medium, occurredAt: order.orderedAt });
    }
    for (const { system, externalId } of input.externalIds ?? []) {
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
