import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { CurrencyCode, Int, Name } from '../columns';

@Entity('currencies')
@ObjectType({ description: 'A currency that can be ordered in.' })
export class Currency {
  @Field(() => String, { description: 'Three-letter ISO 4217 code.' })
  @CurrencyCode({ primary: true })
  code!: string;

  @Field(() => String, { description: 'Name for people.' })
  @Name(100)
  name!: string;

  @Field(() => GraphQLInt, { description: 'How many decimals its amounts have.' })
  @Int()
  fractionDigits!: number;
}
