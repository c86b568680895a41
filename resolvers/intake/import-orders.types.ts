import { Field, Int, ObjectType } from 'type-graphql';
import { OrderImportOutcome } from '../../entities/orders/import.enums';
import { Order } from '../../entities/orders/order';
import { JSONObject } from '../../entities/scalars';
import { MutationPayload } from '../kit/mutation';

@ObjectType({ description: 'The id of an order in another system, as a batch names it.' })
export class ImportOrderReference {
  @Field(() => String, { description: 'Name of the other system.' })
  system!: string;

  @Field(() => String, { description: 'The id there.' })
  externalId!: string;
}

@ObjectType({ description: 'Why an order of a batch was rejected.' })
export class ImportOrderError {
  @Field(() => String, { description: 'One of the codes of errors, such as `INSUFFICIENT_STOCK`.' })
  code!: string;

  @Field(() => String, { description: 'What is wrong and what to do, for people.' })
  message!: string;

  @Field(() => JSONObject, {
    description:
      'What the code promises, as in `extensions.details` of other errors. Paths start at the order: `lines.0.quantity`.',
  })
  details!: Record<string, unknown>;
}

@ObjectType({ description: 'Result of one order of a batch.' })
export class ImportOrderResult {
  @Field(() => Int, { description: 'Index of the order in the batch, from 0.' })
  index!: number;

  @Field(() => OrderImportOutcome, { description: 'Whether the order was imported.' })
  outcome!: OrderImportOutcome;

  @Field(() => ImportOrderReference, {
    nullable: true,
    description: 'Its id in the other system; null when the batch gives none.',
  })
  externalId!: ImportOrderReference | null;

  @Field(() => Boolean, {
    description:
      'True when the order had been imported before with the same idempotency key; nothing was changed now.',
  })
  replayed!: boolean;

  @Field(() => Order, { nullable: true, description: 'The order as it is now; null when it was rejected.' })
  order!: Order | null;

  @Field(() => ImportOrderError, {
    nullable: true,
    description: 'Why it was rejected; null when it was not.',
  })
  error!: ImportOrderError | null;
}

@ObjectType({ implements: MutationPayload, description: 'Result of a batch of orders.' })
export class ImportOrdersPayload extends MutationPayload {
  @Field(() => [ImportOrderResult], {
    description: 'One result per order of the batch, in the same order: at most as many as were sent.',
  })
  results!: ImportOrderResult[];

  @Field(() => Int, { description: 'Number of orders imported, now or when the batch was sent before.' })
  imported!: number;

  @Field(() => Int, {
    description:
      'Number of orders whose other content was replaced by this one, now or when the batch was sent before.',
  })
  replaced!: number;

  @Field(() => Int, { description: 'Number of orders that exist with the same content.' })
  existing!: number;

  @Field(() => Int, { description: 'Number of orders rejected.' })
  rejected!: number;
}
