import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import {
  Code,
  CurrencyCode,
  Day,
  EnumColumn,
  Flag,
  Id,
  Instant,
  Int,
  Micros,
  Name,
  Ref,
  VersionColumn,
} from '../columns';
import { Node } from '../node';
import { DateTime, LocalDate } from '../scalars';
import { BackorderPolicy, ProductStatus } from './catalog.enums';

@Entity('products')
@ObjectType({ implements: Node, description: 'Something that can be ordered: goods or a service.' })
export class Product implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Stock keeping unit: unique, and never changed.' })
  @Code(64)
  sku!: string;

  @Field(() => String, { description: 'Name for people.' })
  @Name(200)
  name!: string;

  /** The name in the form in which names are compared. */
  @Name(200)
  nameSearch!: string;

  @Ref({ nullable: true })
  categoryId!: string | null;

  @Field(() => String, { description: 'Smallest unit in which it is sold; EACH unless set.' })
  @Code(10)
  unitCode!: string;

  @Field(() => String, {
    description: 'Tax category, which with the place decides the tax rate; STANDARD unless set.',
  })
  @Code(30)
  taxCategory!: string;

  @Field(() => Boolean, { description: 'Whether goods must move; false for a service.' })
  @Flag()
  stocked!: boolean;

  @Micros({ nullable: true })
  costMicros!: bigint | null;

  @CurrencyCode({ nullable: true })
  costCurrency!: string | null;

  @Field(() => BackorderPolicy, {
    nullable: true,
    description:
      'Whether an order may exceed the available stock. Null: DENY, unless the account or the order says otherwise.',
  })
  @EnumColumn(30, { nullable: true })
  backorderPolicy!: BackorderPolicy | null;

  @Field(() => GraphQLInt, { description: 'Lead time in days. Default: 7.' })
  @Int()
  leadTimeDays!: number;

  @Field(() => ProductStatus, { description: 'Whether it can be ordered.' })
  @EnumColumn()
  status!: ProductStatus;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which it is sold. Null: no limit.' })
  @Day({ nullable: true })
  sellStartDay!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day from which it is no longer sold. Null: no limit.',
  })
  @Day({ nullable: true })
  sellEndDay!: string | null;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` to change the product.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the product was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the product was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Product', this.id);
  }
}
