import { OrderTag } from '../../entities/orders/order-tag';
import { OrderTransition } from '../../entities/orders/orders.enums';
import { attemptInSteps, type UseCase } from '../commands/commands';
import type { Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import type { UnitOfWork } from '../commands/unit-of-work';
import { applyHeader, draftOf, type DraftUpdate } from './draft-changes';
import { loadDraftPricer, loadProducts } from './draft-pricing';
import { loadHeaderReferences } from '../accounts/header-references';
import { LockedOrders } from './locked-orders';
import { AddressChooser, loadSnapshots } from '../accounts/address-snapshots';
import { distinctTags } from './order-companions';
import type { OrderDeps } from './order-deps';
import type { OrderResult, UpdateDraftInput } from './order-inputs';
import { requireLines, requireMayChange } from './placing-rules';
import { replaceLines } from './order-set';
import { PurchaseOrderClaims } from './purchase-order-claims';

type Locked = LockedOrders<UpdateDraftInput>;

/** Changes drafts and prices them anew for the order's own day; what the input leaves out stays as it is. */
export function updateDraftOrders(deps: OrderDeps): UseCase<UpdateDraftInput, OrderResult> {
  return {
    name: 'updateDraftOrder',
    async execute(uow, commands) {
      const locked = await LockedOrders.lock(uow, commands, OrderTransition.UPDATE);
      const chooser = await AddressChooser.load(
        uow,
        commands.flatMap(({ input }) => [input.header.billTo, input.header.shipTo]),
      );
      const changed = await changeHeaders(uow, locked, chooser);
      const kept = await reprice(uow, deps, locked, changed, chooser);
      for (const { aggregate, command } of kept) {
        await locked.set.record(aggregate, 'OrderDraftUpdated', command, { extra: { linesReplaced: true } });
      }
      await replaceTags(uow.sql, kept);
      await chooser.save(
        uow,
        new Set(kept.flatMap(({ aggregate: { order } }) => [order.billToSnapshotId, order.shipToSnapshotId])),
      );
      await locked.set.save();
      return locked.outcomes();
    },
  };
}

async function changeHeaders(
  uow: UnitOfWork,
  locked: Locked,
  chooser: AddressChooser,
): Promise<DraftUpdate[]> {
  const admitted = locked.admitted();
  const requireReferences = await loadHeaderReferences(
    uow.sql,
    admitted.map(({ command }) => command.input.header),
  );
  const changed: DraftUpdate[] = [];
  for (const update of admitted) {
    const { command, aggregate } = update;
    const { header, lines } = command.input;
    const applied = await attemptInSteps(async () => {
      requireMayChange(command.actor, command.input, aggregate.order);
      if (lines) await requireLines(command.actor, lines);
      requireReferences(header, aggregate.order.accountId);
      applyHeader(update, chooser, uow.recordedAt);
    });
    if (applied.ok) changed.push(update);
    else locked.drop(update, applied.error);
  }
  return changed;
}

async function reprice(
  uow: UnitOfWork,
  deps: OrderDeps,
  locked: Locked,
  updates: readonly DraftUpdate[],
  chooser: AddressChooser,
): Promise<DraftUpdate[]> {
  const stored = await loadSnapshots(
    uow.sql,
    updates.map(({ aggregate }) => aggregate.order.shipToSnapshotId),
  );
  const snapshots = new Map([...stored, ...chooser.writtenOut()]);
  const drafts = updates.map((update) => draftOf(update, snapshots, deps.settings));
  const price = await loadDraftPricer(uow.sql, deps, drafts, await loadProducts(uow.sql, drafts));
  const claims = await PurchaseOrderClaims.load(
    uow.sql,
    updates.map(({ aggregate: { order } }) => order),
  );
  const kept: DraftUpdate[] = [];
  for (const [i, update] of updates.entries()) {
    const { aggregate } = update;
    const old = { lines: aggregate.lines, scheduleLines: aggregate.scheduleLines };
    const priced = await attemptInSteps(() => {
      claims.requireFree(aggregate.order);
      return price(drafts[i]!);
    });
    if (!priced.ok) {
      locked.drop(update, priced.error);
      continue;
    }
    claims.claim(aggregate.order);
    await replaceLines(locked.set, aggregate, old);
    kept.push(update);
  }
  return kept;
}

/** Gives the drafts the tags of their inputs; those whose input has none keep theirs. Two statements. */
async function replaceTags(sql: Sql, updates: readonly DraftUpdate[]): Promise<void> {
  const retagged = updates.filter(({ command }) => command.input.tags);
  if (retagged.length === 0) return;
  const { sql: where, params } = inList(
    'order_id',
    retagged.map(({ aggregate }) => aggregate.order.id),
  );
  await sql.execute(`DELETE FROM order_tags WHERE ${where}`, params);
  await sql.insert(
    OrderTag,
    retagged.flatMap(({ aggregate, command }) =>
      distinctTags(command.input.tags).map((tag) => ({ orderId: aggregate.order.id, tag })),
    ),
  );
}
