import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { StockChange } from '../../src/inventory/change-stock';
import type { UseCase } from '../../src/commands/commands';
import { fromGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';
import { shown, submit, type MutationInput } from '../kit/mutation';
import { AdjustInventoryInput, ReceiveInventoryInput, TransferInventoryInput } from './inventory.inputs';
import { levelByPlace, levelsOfSku, locationById } from './inventory.loaders';
import { UpsertLocationInput } from './location.inputs';
import { InventoryLevelsPayload, LocationPayload } from './inventory.types';

const BY_CONTRACT = 'Atomic. Orders that wait for the goods get them at once.';

@Resolver()
export class InventoryMutationsResolver {
  @Mutation(() => InventoryLevelsPayload, {
    description: `Records goods that arrived. ${BY_CONTRACT} Errors: \`INVALID_REFERENCE\`, \`INVALID_QUANTITY\`.`,
  })
  receiveInventory(
    @Arg('input', () => ReceiveInventoryInput, { description: 'The goods.' }) input: ReceiveInventoryInput,
    @Ctx() ctx: RequestContext,
  ): Promise<InventoryLevelsPayload> {
    const { reason } = input;
    return change(ctx, ctx.services.useCases.inventory.receiveInventory, input, {
      lines: placed(input.lines),
      reason,
    });
  }

  @Mutation(() => InventoryLevelsPayload, {
    description:
      'Corrects levels: by a difference, by a count of what is on hand, by blocking or announcing goods, or by a new safety stock. ' +
      `${BY_CONTRACT} Errors: \`INSUFFICIENT_STOCK\` when a bucket would fall below zero, \`VERSION_CONFLICT\`, \`INVALID_REFERENCE\`, \`INVALID_QUANTITY\`.`,
  })
  adjustInventory(
    @Arg('input', () => AdjustInventoryInput, { description: 'The corrections.' })
    input: AdjustInventoryInput,
    @Ctx() ctx: RequestContext,
  ): Promise<InventoryLevelsPayload> {
    const { reason } = input;
    return change(ctx, ctx.services.useCases.inventory.adjustInventory, input, {
      lines: placed(input.lines),
      reason,
    });
  }

  @Mutation(() => InventoryLevelsPayload, {
    description:
      'Moves goods between two locations immediately. Allocated, reserved and unavailable goods stay; safety stock may move. ' +
      `${BY_CONTRACT} Errors: \`INSUFFICIENT_STOCK\`, \`INVALID_REFERENCE\`, \`INVALID_QUANTITY\`.`,
  })
  transferInventory(
    @Arg('input', () => TransferInventoryInput, { description: 'The goods.' }) input: TransferInventoryInput,
    @Ctx() ctx: RequestContext,
  ): Promise<InventoryLevelsPayload> {
    const { lines, reason } = input;
    return change(ctx, ctx.services.useCases.inventory.transferInventory, input, {
      fromLocationId: fromGlobalId('Location', input.fromLocationId),
      toLocationId: fromGlobalId('Location', input.toLocationId),
      lines: lines.map(({ sku, quantity }) => ({ sku: sku.trim(), quantity })),
      reason,
    });
  }

  @Mutation(() => LocationPayload, {
    description:
      'Creates a location or changes one. Errors: `VERSION_CONFLICT`, `DUPLICATE`, `NOT_FOUND`, `VALIDATION_FAILED`.',
  })
  async upsertLocation(
    @Arg('input', () => UpsertLocationInput, { description: 'The location.' }) input: UpsertLocationInput,
    @Ctx() ctx: RequestContext,
  ): Promise<LocationPayload> {
    const { idempotencyKey, id, name, countryCode, priority, active, ...rest } = input;
    const { result, replayed } = await submit(
      ctx,
      ctx.services.useCases.inventory.upsertLocation,
      idempotencyKey,
      {
        ...rest,
        id: id ? fromGlobalId('Location', id) : null,
        name: name?.trim() ?? undefined,
        countryCode: countryCode ?? undefined,
        priority: priority ?? undefined,
        active: active ?? undefined,
      },
    );
    const location = await locationById(ctx).clear(result.id).load(result.id);
    return Object.assign(new LocationPayload(), { location: shown(location), replayed });
  }
}

/** Lines with the raw ids of their locations. */
function placed<L extends { sku: string; locationId: string }>(lines: readonly L[]): L[] {
  return lines.map((line) => ({
    ...line,
    sku: line.sku.trim(),
    locationId: fromGlobalId('Location', line.locationId),
  }));
}

/** One operation may hold several mutations: each answers what is stored after it. */
async function change<I>(
  ctx: RequestContext,
  useCase: UseCase<I, StockChange>,
  { idempotencyKey }: MutationInput,
  command: I,
): Promise<InventoryLevelsPayload> {
  const { result, replayed } = await submit(ctx, useCase, idempotencyKey, command);
  levelByPlace(ctx).clearAll();
  levelsOfSku(ctx).clearAll();
  const levels = await Promise.all(result.levels.map((place) => levelByPlace(ctx).load(place)));
  return Object.assign(new InventoryLevelsPayload(), {
    levels: levels.filter((level) => level !== null),
    replayed,
  });
}
