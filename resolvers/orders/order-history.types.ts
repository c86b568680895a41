import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { graphqlEnum } from '../../entities/graphql-enum';
import { DateTime, Position } from '../../entities/scalars';
import type { Difference } from '../../src/documents/diff';
import type { AsOf } from '../../src/documents/past';
import type { OrderPart } from '../../src/orders/order-document';
import { LOG_EPOCH_OF_POSITION } from '../events/event.inputs';

@InputType({
  description: 'A moment in the history of an order: exactly one of version, position and dateTime.',
})
export class OrderAsOf implements AsOf {
  @Field(() => Int, { nullable: true, description: 'The version of the order.' })
  version?: number | null;

  @Field(() => Position, {
    nullable: true,
    description: 'After the event at this position of the log, of any object.',
  })
  position?: bigint | null;

  @Field(() => String, { nullable: true, description: LOG_EPOCH_OF_POSITION })
  logEpoch?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'After everything that had been recorded by then.' })
  dateTime?: Date | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'With `dateTime`: by business time, after everything that had happened by then.',
  })
  businessTime!: boolean;
}

export const OrderDifferencePart = graphqlEnum(
  'OrderDifferencePart',
  'Differences between two states of an order.',
  {
    ORDER: 'The order itself.',
    LINE: 'A line.',
    SCHEDULE_LINE: 'A part of a line by day.',
    HOLD: 'A hold.',
    ALLOCATION: 'Stock that is committed to a line.',
  },
);
export type OrderDifferencePart = keyof typeof OrderDifferencePart;

const PARTS: Readonly<Record<OrderPart, OrderDifferencePart>> = {
  lines: 'LINE',
  scheduleLines: 'SCHEDULE_LINE',
  holds: 'HOLD',
  allocations: 'ALLOCATION',
};

@ObjectType({ description: 'One value of an order that differs between two moments.' })
export class OrderDifference {
  constructor(private readonly difference: Difference<OrderPart>) {}

  @Field(() => OrderDifferencePart, { description: 'What it is a value of.' })
  get part(): OrderDifferencePart {
    const { part } = this.difference;
    return part === null ? 'ORDER' : PARTS[part];
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
      'The earlier value, in the form of the data of events: text as it is, anything else as JSON. Null when it was null or did not exist yet.',
  })
  get before(): string | null {
    return textOf(this.difference.before);
  }

  @Field(() => String, {
    nullable: true,
    description: 'The later value, in the same form. Null when it was null or no longer existed.',
  })
  get after(): string | null {
    return textOf(this.difference.after);
  }
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
