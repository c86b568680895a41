import { buildSchema, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { fieldsOfType, typeRecords } from '../../../resolvers/kit/type-graphql-metadata';

@ObjectType({ description: 'What several types have alike.' })
class PricedThing {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => String, { description: 'Name.' })
  name!: string;
}

@ObjectType({ description: 'A type that extends it.' })
class Thing extends PricedThing {
  @Field(() => Int, { description: 'How many.' })
  quantity!: number;

  @Field(() => String, { nullable: true, description: 'Another name.' })
  override name!: string;
}

@Resolver(() => Thing)
class ThingResolver {
  @Query(() => Thing, { nullable: true, description: 'One.' })
  thing(): null {
    return null;
  }
}

test('a type has the fields of the type that its class extends, unless it has its own of the name', async () => {
  await buildSchema({ resolvers: [ThingResolver], validate: false });
  const record = typeRecords().objectTypes.find(({ target }) => target === Thing)!;
  const fields = fieldsOfType(record);
  expect(fields.map(({ schemaName }) => schemaName).sort()).toEqual(['name', 'quantity', 'sku']);
  expect(fields.find(({ schemaName }) => schemaName === 'name')?.target).toBe(Thing);
});
