import { isInputObjectType, type GraphQLInputFieldMap, type GraphQLSchema } from 'graphql';
import { literal, objectMaker } from '../../shared/code';

/**
 * Lets the input types answer their fields in an object that V8 is quick with. graphql-js makes it by `Object.create(null)`, whose
 * properties V8 looks up by name, and goes through all of them for each object of an input: two thirds of what it took to read one.
 */
export function keepInputFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInputObjectType(type)) continue;
    const fields = quickFields(type.getFields());
    type.getFields = () => fields;
  }
}

/** graphql-js asks for fields by names that clients give: the object inherits no property. */
const NOTHING = Object.freeze(Object.create(null) as GraphQLInputFieldMap);

function quickFields(fields: GraphQLInputFieldMap): GraphQLInputFieldMap {
  const statements = Object.keys(fields).map((name) => `this[${literal(name)}] = source[${literal(name)}];`);
  return objectMaker<GraphQLInputFieldMap, GraphQLInputFieldMap>(NOTHING, statements)(fields);
}
