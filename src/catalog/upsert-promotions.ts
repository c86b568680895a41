import { Promotion } from '../../entities/catalog/promotion';
import { requiredText } from '../accounts/input-text';
import { attempt, type Command, type UseCase } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { UpsertRows, type UpsertResult } from '../commands/upsert-rows';
import { defined } from '../shared/defined';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import { PPM } from '../shared/money';
import { promotionEvents } from './catalog-events';
import { PromotionSkus } from './promotion-skus';
import { ProductSkus } from './product-skus';
import { recordSaved, saved } from './saved-event';
import { requireDays } from './validity';
import { trimmed } from '../commands/trimmed-input';

/** A promotion, found by id or code. Absent values stay as they are; a new one needs name, reason and discount. */
export interface PromotionInput {
  id?: string | null;
  code: string;
  name?: string;
  /** Why the discount is given. */
  reason?: string;
  /** Share of the price that is taken off; 1,000,000 = all of it. */
  discountPpm?: bigint;
  minQuantity?: number;
  /** Inclusive; null = no upper limit. */
  maxQuantity?: number | null;
  validFrom?: string | null;
  validTo?: string | null;
  active?: boolean;
  /** All products of the promotion from now on. */
  skus?: string[];
  expectedVersion?: number | null;
}

interface PromotionUnit {
  uow: UnitOfWork;
  promotions: UpsertRows<Promotion>;
  members: PromotionSkus;
  skus: ProductSkus;
}

/** Creates or changes promotions and their products. */
export function upsertPromotions(): UseCase<PromotionInput, UpsertResult> {
  return {
    name: 'upsertPromotion',
    async execute(uow, given) {
      const commands = given.map(trimmed);
      const inputs = commands.map(({ input }) => input);
      const promotions = new UpsertRows(uow, Promotion, 'code');
      await promotions.lock(
        inputs.map(({ id }) => id),
        inputs.map(({ code }) => code),
      );
      const members = await PromotionSkus.load(
        uow.sql,
        promotions.all().map(({ id }) => id),
      );
      const skus = await ProductSkus.load(
        uow.sql,
        inputs.flatMap((input) => input.skus ?? []),
      );
      const unit = { uow, promotions, members, skus };
      const outcomes = commands.map((command) => attempt(() => upsertPromotion(unit, command)));
      await promotions.save();
      await members.save(uow.sql);
      return outcomes;
    },
  };
}

function upsertPromotion(
  { uow, promotions, members, skus }: PromotionUnit,
  command: Command<PromotionInput>,
): UpsertResult {
  const { input } = command;
  const existing = promotions.find(
    { id: input.id, key: input.code, expectedVersion: input.expectedVersion },
    command.actor,
  );
  const { code, name, reason, discountPpm, minQuantity, maxQuantity, validFrom, validTo, active } = input;
  const given = { code, name, reason, discountPpm, minQuantity, maxQuantity, validFrom, validTo, active };
  check(existing ?? newPromotion(), given);
  skus.require(input.skus ?? []);
  const id = existing?.id ?? newId();
  const next = input.skus ?? members.of(id);
  const { row, changed } = promotions.put(
    existing,
    { ...(!existing && { ...newPromotion(), id, version: 0, createdAt: uow.recordedAt }), ...defined(given) },
    members.differ(id, next),
  );
  members.set(id, next);
  if (changed)
    recordSaved(uow, command, promotionEvents.of('PromotionSaved'), row, {
      promotion: { ...row },
      skus: members.of(id),
    });
  return saved(row, changed);
}

function newPromotion(): Partial<Promotion> {
  return { minQuantity: 1, maxQuantity: null, validFrom: null, validTo: null, active: true };
}

function check(before: Partial<Promotion>, given: Partial<Promotion>): void {
  const next = { ...before, ...defined(given) };
  for (const field of ['name', 'reason', 'discountPpm'] as const) {
    if (next[field] === undefined) throw invalidInput(field, 'required', `a new promotion needs ${field}`);
  }
  requiredText('code', next.code!, 60);
  requiredText('name', next.name!, 200);
  requiredText('reason', next.reason!, 100);
  const discount = next.discountPpm!;
  if (discount < 0n || discount > PPM)
    throw invalidInput('discount', 'range', 'a discount is 0 to 100 percent', {
      min: 0,
      max: 100,
    });
  const [from, to] = [next.minQuantity!, next.maxQuantity ?? null];
  if (from < 1 || (to !== null && to < from)) {
    throw invalidInput(
      'maxQuantity',
      'range',
      `quantities from ${from} to ${to ?? 'any'} are not a range above 0`,
      { min: Math.max(from, 1) },
    );
  }
  requireDays({ validFrom: next.validFrom ?? null, validTo: next.validTo ?? null });
}
