import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Id, Instant, Int, Name, Ref } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';

@Entity('address_snapshots')
@ObjectType({
  implements: Node,
  description:
    'The text of an address at one time. It is never changed, but can be erased; many orders may share it.',
})
export class AddressSnapshot implements Node {
  @Id()
  id!: string;

  /** The account of the address, or of the order that it was written for. */
  @Ref()
  accountId!: string;

  /** Null: written for one order. */
  @Ref({ nullable: true })
  addressId!: string | null;

  @Field(() => String, { nullable: true, description: 'Company.' })
  @Name(200, { nullable: true })
  company!: string | null;

  @Field(() => String, { nullable: true, description: 'Person or department.' })
  @Name(200, { nullable: true })
  attention!: string | null;

  @Field(() => String, { description: 'Street and number; empty once erased.' })
  @Name(200)
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Second line, such as a suite or floor.' })
  @Name(200, { nullable: true })
  line2!: string | null;

  @Field(() => String, { description: 'City.' })
  @Name(100)
  city!: string;

  @Field(() => String, { nullable: true, description: 'State, province or region.' })
  @Name(100, { nullable: true })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  @Code(20, { nullable: true })
  postalCode!: string | null;

  @Field(() => String, { description: 'Country as a two-letter ISO 3166-1 code.' })
  @Code(2)
  countryCode!: string;

  @Field(() => GraphQLInt, {
    nullable: true,
    description: 'Latitude in millionths of a degree; north is positive.',
  })
  @Int({ nullable: true })
  latitudeE6!: number | null;

  @Field(() => GraphQLInt, {
    nullable: true,
    description: 'Longitude in millionths of a degree; east is positive.',
  })
  @Int({ nullable: true })
  longitudeE6!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When the personal data was erased.' })
  @Instant({ nullable: true })
  erasedAt!: Date | null;

  @Field(() => DateTime, { description: 'When the snapshot was made.' })
  @Instant()
  createdAt!: Date;

  get globalId(): string {
    return toGlobalId('AddressSnapshot', this.id);
  }
}
