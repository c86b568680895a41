import { ArrayMaxSize, IsOptional, Length } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { ProductStatus } from '../../entities/catalog/catalog.enums';
import { graphqlEnum } from '../../entities/graphql-enum';
import { LocalDate } from '../../entities/scalars';
import { MAX_PAGE_SIZE } from '../../src/persistence/lists/keyset';
import { SortDirection } from '../kit/sort-direction';

export const ProductSortField = graphqlEnum('ProductSortField', 'What products are sorted by.', {
  SKU: 'Stock keeping unit, character by character.',
  NAME: 'Name, whatever its case and accents.',
});
export type ProductSortField = keyof typeof ProductSortField;

@InputType({
  description: 'How products are sorted. Products that are equal come in the order of their ids.',
})
export class ProductSortInput {
  @Field(() => ProductSortField, {
    defaultValue: ProductSortField.SKU,
    description: 'Sort key.',
  })
  field!: ProductSortField;

  @Field(() => SortDirection, { defaultValue: SortDirection.ASC, description: 'Direction.' })
  direction!: SortDirection;
}

@InputType({ description: 'Which products are wanted: every condition that is given must hold.' })
export class ProductFilterInput {
  @Field(() => String, {
    nullable: true,
    description:
      'What a person would type: the start of the SKU, or words of the name, each by its start, whatever their case and accents. 1 to 100 characters.',
  })
  @IsOptional()
  @Length(1, 100)
  text?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of a category: its products and those of all categories below it.',
  })
  categoryId?: string | null;

  @Field(() => ProductStatus, { nullable: true, description: 'Whether it can be ordered.' })
  status?: ProductStatus | null;

  @Field(() => Boolean, { nullable: true, description: 'True for goods, false for services.' })
  stocked?: boolean | null;
}

@InputType({ description: 'Which product categories are wanted.' })
export class ProductCategoryFilterInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of a category: those directly below it. Null: those at the top. Absent: all.',
  })
  parentId?: string | null;
}

@InputType({ description: 'Which price lists are wanted: every condition that is given must hold.' })
export class PriceListFilterInput {
  @Field(() => String, { nullable: true, description: 'Currency as an ISO 4217 code.' })
  @IsOptional()
  @Length(3, 3)
  currencyCode?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True for the lists that hold list prices.' })
  isDefault?: boolean | null;

  @Field(() => LocalDate, { nullable: true, description: 'Valid on this day.' })
  validOn?: string | null;
}

@InputType({
  description: 'Which entries of a price list are wanted: every condition that is given must hold.',
})
export class PriceListEntryFilterInput {
  @Field(() => [String], { nullable: true, description: `Prices of these SKUs, at most ${MAX_PAGE_SIZE}.` })
  @IsOptional()
  @ArrayMaxSize(MAX_PAGE_SIZE)
  skus?: string[] | null;

  @Field(() => LocalDate, { nullable: true, description: 'Valid on this day.' })
  validOn?: string | null;
}

@InputType({ description: 'Which promotions are wanted: every condition that is given must hold.' })
export class PromotionFilterInput {
  @Field(() => String, { nullable: true, description: 'For the product with this SKU.' })
  @IsOptional()
  @Length(1, 64)
  sku?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the promotion applies.' })
  active?: boolean | null;

  @Field(() => LocalDate, { nullable: true, description: 'Valid on this day.' })
  validOn?: string | null;
}

@InputType({ description: 'Which tax rates are wanted: every condition that is given must hold.' })
export class TaxRateFilterInput {
  @Field(() => String, { nullable: true, description: 'Country as a two-letter ISO 3166-1 code.' })
  @IsOptional()
  @Length(2, 2)
  countryCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Tax category of the products, such as STANDARD.' })
  @IsOptional()
  @Length(1, 30)
  taxCategory?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Valid on this day.' })
  validOn?: string | null;
}
