import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { graphqlEnum } from '../../entities/graphql-enum';
import { DateTime, Position } from '../../entities/scalars';
import type { OrderDifference as Difference } from '../../src/orders/diff-orders';
import type { AsOf } from '../../src/orders/order-past';
import { LOG_EPOCH_OF_POSITION } from '../events/event.inputs';

@InputType({
  description: 'A moment in the history of an order: exactly one of version, position and dateTime.',
})
export class OrderAsOf implements AsOf {
  @Field(() => Int, { nullable: true, description: 'The version of the order.' })
  version?: number | null;

  @Field(() => Position, {
    nullable: true,
    description: 'After the event at this position of the log, whatever it was about.',
  })
  position?: bigint | null;

  @Field(() => String, { nullable: true, description: LOG_EPOCH_OF_POSITION })
  logEpoch?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'After everything that had been recorded by then.' })
  dateTime?: Date | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'With `dateTime`: after everything that had happened by then, in business time.',
  })
  businessTime!: boolean;
}

export const OrderDifferencePart = graphqlEnum('OrderDifferencePart', 'What of an order differs.', {
  ORDER: 'The order itself.',
  LINE: 'A line.',
  SCHEDULE_LINE: 'A part of a line by day.',
  HOLD: 'A hold.',
  ALLOCATION: 'Stock that is committed to a line.',
});
export type OrderDifferencePart = keyof typeof OrderDifferencePart;

const PARTS: Record<Difference['part'], OrderDifferencePart> = {
  order: 'ORDER',
  lines: 'LINE',
  scheduleLines: 'SCHEDULE_LINE',
  holds: 'HOLD',
  allocations: 'ALLOCATION',
};

@ObjectType({ description: 'One value of an order that differs between two moments.' })
export class OrderDifference {
  constructor(private readonly difference: Difference) {}

  @Field(() => OrderDifferencePart, { description: 'What it is a value of.' })
  get part(): OrderDifferencePart {
    return PARTS[this.difference.part];
  }

  @Field(() => ID, { description: 'Global id of the order, line, schedule line, hold or allocation.' })
  get objectId(): string {
    return this.difference.id;
  }

  @Field(() => String, { description: 'Name of the value in the data of events, such as quantityCancelled.' })
  get property(): string {
    return this.difference.property;
  }

  @Field(() => String, {
    nullable: true,
    description:
      'What it was, in the form of the data of events; text as it is, anything else as JSON. Null when it was null, or not there yet.',
  })
  get before(): string | null {
    return textOf(this.difference.before);
  }

  @Field(() => String, {
    nullable: true,
    description: 'What it was later, in the same form. Null when it was null, or no longer there.',
  })
  get after(): string | null {
    return textOf(this.difference.after);
  }
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
