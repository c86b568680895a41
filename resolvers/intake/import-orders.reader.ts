import { coerceInputValue, GraphQLNonNull, type GraphQLInputObjectType } from 'graphql';
import type { OrderImportMode } from '../../entities/orders/import.enums';
import type { OrderForm, OrderReader } from '../../src/intake/order-form';
import { DomainError } from '../../src/shared/errors';
import type { BrokenField } from '../../src/shared/invalid-input';
import { inputInstance } from '../kit/input-instance';
import { validateInput, validationFailed } from '../kit/validate-input';
import { toImportOrder } from './import-orders.commands';
import { ImportOrderInput } from './import-orders.inputs';

/** The order, or the `DomainError` that rejects it. */
export async function readOrder(
  input: ImportOrderInput,
  mode: OrderImportMode,
): Promise<OrderForm | DomainError> {
  try {
    await validateInput(input);
    return toImportOrder(input, mode);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** Reads JSON as the mutation `importOrders` reads an order; `type` is that of `ImportOrderInput` in the built schema. */
export function orderReader(type: GraphQLInputObjectType): OrderReader {
  const required = new GraphQLNonNull(type);
  return async (content, mode) => {
    const fields: BrokenField[] = [];
    const value: unknown = coerceInputValue(content, required, (path, _value, { message }) =>
      fields.push({ path: pathOf(path, message), rule: 'type', message }),
    );
    if (fields.length > 0) return validationFailed(fields);
    return readOrder(inputInstance(ImportOrderInput, value as object), mode);
  };
}

/** The path of a field that is missing or unknown, which GraphQL names in the message only. */
function pathOf(path: readonly (string | number)[], message: string): string {
  const [, field] = /^Field "(\w+)"/.exec(message) ?? [];
  return [...path, ...(field === undefined ? [] : [field])].join('.');
}
