import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLType,
} from 'graphql';
import { apiSchema } from '../../support/schema-walk';

interface Place {
  /** Such as `Order.lines`, `Query.orders(first)` or `OrderStatus.DRAFT`. */
  name: string;
  description: string | null | undefined;
  /** Null for a type or a value of an enum. */
  type: GraphQLType | null;
}

const ownTypes = Object.values(apiSchema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const SPECIFIED = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);

/** A type and everything in it that a person reads about. */
function placesOf(type: GraphQLNamedType): Place[] {
  const self: Place = { name: type.name, description: type.description, type: null };
  if (isEnumType(type)) {
    return [
      self,
      ...type.getValues().map((value) => ({ ...value, name: `${type.name}.${value.name}`, type: null })),
    ];
  }
  if (isInputObjectType(type)) {
    return [
      self,
      ...Object.values(type.getFields()).map((field) => ({ ...field, name: `${type.name}.${field.name}` })),
    ];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [self];
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const name = `${type.name}.${field.name}`;
    return [{ ...field, name }, ...field.args.map((arg) => ({ ...arg, name: `${name}(${arg.name})` }))];
  });
  return [self, ...fields];
}

const PLACES = ownTypes.flatMap(placesOf);
const LISTS = PLACES.filter(({ type }) => type !== null && isListType(getNullableType(type)));
/** How a description says where a list ends. */
const BOUND = /\b(at most|the first|the last|the newest|first) (`?\w|\d)|\b1 to \d/;

describe('the schema', () => {
  it('describes every type, field, argument, input field and value of an enum', () => {
    const described = ({ name, description }: Place): boolean =>
      SPECIFIED.has(name) || Boolean(description?.trim());
    expect(PLACES.length).toBeGreaterThan(1_000);
    expect(PLACES.filter((place) => !described(place)).map(({ name }) => name)).toEqual([]);
  });

  it('says of every list where it ends, but for those of connections', () => {
    const ofConnection = /^\w+Connection\.(edges|nodes)$/;
    expect(LISTS.length).toBeGreaterThan(80);
    const endless = LISTS.filter(
      ({ name, description }) => !ofConnection.test(name) && !BOUND.test(description ?? ''),
    );
    expect(endless.map(({ name }) => name)).toEqual([]);
  });

  it('pages every connection by the same four arguments', () => {
    const connections = PLACES.filter(({ type }) => /^\w+Connection!?$/.test(String(type)));
    expect(connections.length).toBeGreaterThan(10);
    for (const { name } of connections) {
      const args = ['after', 'before', 'first', 'last'].map((argument) => `${name}(${argument})`);
      expect(PLACES.map((place) => place.name)).toEqual(expect.arrayContaining(args));
    }
  });

  it('gives an id only to what can be fetched again by it', () => {
    const withId = ownTypes.filter(isObjectType).filter((type) => 'id' in type.getFields());
    const notNodes = withId.filter((type) => !type.getInterfaces().some(({ name }) => name === 'Node'));
    expect(notNodes.map(({ name }) => name)).toEqual([]);
  });
});
