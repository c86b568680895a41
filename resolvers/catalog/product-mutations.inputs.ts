import { IsOptional, Length, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { BackorderPolicy, ProductStatus } from '../../entities/catalog/catalog.enums';
import { LocalDate } from '../../entities/scalars';
import { UnitPriceInput } from '../kit/money.inputs';
import { MutationInput } from '../kit/mutation';
import { expectedVersionOf } from '../kit/expected-version';

@InputType({
  description:
    'The category of a product: created when there is none with the code, else changed where values are given.',
})
export class CategoryOfProductInput {
  @Field(() => String, { description: 'Code of the category: 1 to 60 characters.' })
  @Length(1, 60)
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name for people: 1 to 200 characters. Default for a new category: its code.',
  })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the category directly above, which must exist. Null moves it to the top; absent leaves it where it is.',
  })
  @IsOptional()
  @Length(1, 60)
  parentCode?: string | null;
}

@InputType({
  description: 'A product category to create or change, found by id or code. Absent values stay as they are.',
})
export class UpsertProductCategoryInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Id of the category; without it the code finds it.' })
  id?: string | null;

  @Field(() => String, { description: 'Unique code: 1 to 60 characters.' })
  @Length(1, 60)
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name for people: 1 to 200 characters. Default for a new category: its code.',
  })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the category directly above. Null moves it, with all below, to the top; absent leaves it where it is.',
  })
  @IsOptional()
  @Length(1, 60)
  parentCode?: string | null;

  @Field(() => Int, { nullable: true, description: expectedVersionOf('category') })
  expectedVersion?: number | null;
}

@InputType({
  description:
    'A product to create or change, found by id or SKU. Absent values stay as they are; null clears a value that can be empty.',
})
export class UpsertProductInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Id of the product; without it the SKU finds it.' })
  id?: string | null;

  @Field(() => String, { description: 'Stock keeping unit: 1 to 64 characters, unique, never changed.' })
  @Length(1, 64)
  sku!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name for people: 1 to 200 characters. Required for a new product.',
  })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => CategoryOfProductInput, {
    nullable: true,
    description: 'Its category. Null takes it out of its category.',
  })
  @IsOptional()
  @ValidateNested()
  category?: CategoryOfProductInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Smallest unit in which it is sold: 1 to 10 characters. Default: EACH.',
  })
  @IsOptional()
  @Length(1, 10)
  unitCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tax category: 1 to 30 characters. Default: STANDARD.',
  })
  @IsOptional()
  @Length(1, 30)
  taxCategory?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False for a service, which has no stock. Default: true.',
  })
  stocked?: boolean | null;

  @Field(() => UnitPriceInput, {
    nullable: true,
    description: 'Cost of one unit to the seller. Needs the permission COST_READ.',
  })
  @IsOptional()
  @ValidateNested()
  cost?: UnitPriceInput | null;

  @Field(() => BackorderPolicy, {
    nullable: true,
    description: 'Whether an order may exceed the available stock.',
  })
  backorderPolicy?: BackorderPolicy | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Lead time in days: 0 to 3650. Default: 7.',
  })
  @IsOptional()
  @Min(0)
  @Max(3650)
  leadTimeDays?: number | null;

  @Field(() => ProductStatus, { nullable: true, description: 'Whether it can be ordered. Default: ACTIVE.' })
  status?: ProductStatus | null;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which it is sold.' })
  sellStartDay?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day from which it is no longer sold.' })
  sellEndDay?: string | null;

  @Field(() => Int, { nullable: true, description: expectedVersionOf('product') })
  expectedVersion?: number | null;
}
