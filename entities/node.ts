import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({ description: 'An object that can be fetched again by its id.' })
export abstract class Node {
  @Field(() => ID, { name: 'id', description: 'Opaque id, unique over all types. It never changes.' })
  readonly globalId!: string;
}
