import { Field, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { CurrencyCode, Day, E10, Id } from '../columns';
import { rate } from '../money';
import { LocalDate } from '../scalars';

@Entity('exchange_rates')
@ObjectType({
  description: 'What one unit of a currency is worth in another from a day on, until a newer rate.',
})
export class ExchangeRate {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Currency that is converted, as an ISO 4217 code.' })
  @CurrencyCode()
  fromCurrency!: string;

  @Field(() => String, { description: 'Currency that it is converted to, as an ISO 4217 code.' })
  @CurrencyCode()
  toCurrency!: string;

  @Field(() => LocalDate, { description: 'First day on which it is valid.' })
  @Day()
  day!: string;

  @E10()
  rateE10!: bigint;

  @Field(() => String, { description: 'The rate as decimal text, exact to ten decimals.' })
  get rate(): string {
    return rate(this.rateE10);
  }
}
