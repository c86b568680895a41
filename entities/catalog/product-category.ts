import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Id, Instant, Name, Ref, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';

@Entity('product_categories')
@ObjectType({ implements: Node, description: 'A group of products; groups form a tree.' })
export class ProductCategory implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Unique code.' })
  @Code(60)
  code!: string;

  @Field(() => String, { description: 'Name for people.' })
  @Name(200)
  name!: string;

  @Ref({ nullable: true })
  parentId!: string | null;

  /** Ids from the root to this one: `/id/id/`. */
  @Code(300)
  path!: string;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` to change the category.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the category was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the category was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('ProductCategory', this.id);
  }
}
