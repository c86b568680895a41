import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { requirePermission } from '../../src/auth/actor';
import { IMPORT_MODE_RIGHTS } from '../../src/auth/rights';
import { importBatch } from '../../src/intake/import-batch';
import { countOutcomes, type RowOutcome } from '../../src/intake/intake-report';
import { inputHash } from '../../src/commands/idempotency';
import type { DomainError } from '../../src/shared/errors';
import { invalidInput } from '../../src/shared/invalid-input';
import { jsonSafe } from '../../src/shared/json-safe';
import type { RequestContext } from '../kit/context';
import { wasCarriedOut } from '../kit/mutation';
import {
  MAX_BATCH_LINES,
  MAX_BATCH_ORDERS,
  type ImportOrderInput,
  ImportOrdersInput,
} from './import-orders.inputs';
import { readOrder } from './import-orders.reader';
import { ImportOrderError, ImportOrderResult, ImportOrdersPayload } from './import-orders.types';
import { orderById } from '../orders/order.loaders';

@Resolver()
export class ImportOrdersResolver {
  @Mutation(() => ImportOrdersPayload, {
    description:
      `Imports up to ${MAX_BATCH_ORDERS} orders of another system, in one transaction. LIVE also needs ORDER_PLACE, and the permissions that \`placeOrder\` needs for each field; HISTORY accepts every field as it was. Each order has its own result: a rejected one does not affect the others, unless the batch is all-or-nothing. ` +
      'Rejected orders leave no record: the same batch with the same key tries them again, while imported ones are answered as `replayed`. ' +
      'Errors of an order: in LIVE those of `placeOrder`, in HISTORY `DUPLICATE`, `INVALID_REFERENCE`, `EXCHANGE_RATE_MISSING`, in both `EXISTING_DIFFERS`, `VALIDATION_FAILED`, `INVALID_ID`, `NOT_FOUND`. ' +
      'Errors of the batch: `VALIDATION_FAILED` for too many orders or lines, `IDEMPOTENCY_KEY_REUSED`, `FORBIDDEN`.',
  })
  async importOrders(
    @Arg('input', () => ImportOrdersInput, { description: 'The batch.' }) input: ImportOrdersInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ImportOrdersPayload> {
    requirePermission(ctx.actor, IMPORT_MODE_RIGHTS[input.mode]);
    refuseTooManyLines(input);
    refuseToReplaceLive(input);
    const { idempotencyKey, mode, allOrNothing, replace, orders } = input;
    const outcomes = await importBatch(ctx.services, {
      actor: ctx.actor,
      ...(ctx.origin && { origin: ctx.origin }),
      idempotencyKey,
      inputHash: await inputHash({ mode, allOrNothing, ...(replace && { replace }), orders }),
      allOrNothing,
      replace,
      rows: await Promise.all(orders.map((order) => readOrder(order, mode))),
    });
    wasCarriedOut(ctx);
    return toPayload(ctx, orders, outcomes);
  }
}

function refuseTooManyLines({ orders }: ImportOrdersInput): void {
  const lines = orders.reduce((sum, order) => sum + order.lines.length, 0);
  if (lines <= MAX_BATCH_LINES) return;
  throw invalidInput(
    'orders',
    'maxLines',
    `the batch has ${lines} lines; at most ${MAX_BATCH_LINES} are taken at once. Send it in parts`,
    { max: MAX_BATCH_LINES },
  );
}

function refuseToReplaceLive({ mode, replace }: ImportOrdersInput): void {
  if (!replace || mode === 'HISTORY') return;
  throw invalidInput('replace', 'mode', 'is for HISTORY: an order that was placed here is changed here');
}

async function toPayload(
  ctx: RequestContext,
  orders: readonly ImportOrderInput[],
  outcomes: readonly RowOutcome[],
): Promise<ImportOrdersPayload> {
  const results = await Promise.all(
    outcomes.map(async ({ outcome, orderId, error, replayed }, index) =>
      Object.assign(new ImportOrderResult(), {
        index,
        outcome,
        externalId: orders[index]!.externalId ?? null,
        replayed,
        order: orderId === null ? null : await orderById(ctx).load(orderId),
        error: error && toError(error),
      }),
    ),
  );
  const { IMPORTED, REPLACED, EXISTING, REJECTED } = countOutcomes(outcomes);
  return Object.assign(new ImportOrdersPayload(), {
    results,
    imported: IMPORTED,
    replaced: REPLACED,
    existing: EXISTING,
    rejected: REJECTED,
    replayed: results.some((result) => result.replayed) && !outcomes.some(isNew),
  });
}

function isNew({ orderId, replayed }: RowOutcome): boolean {
  return orderId !== null && !replayed;
}

function toError({ code, message, details }: DomainError): ImportOrderError {
  return Object.assign(new ImportOrderError(), { code, message, details: jsonSafe(details) });
}
