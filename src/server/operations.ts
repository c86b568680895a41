import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ErrorCode } from '../shared/errors';

type Prepared = { document: DocumentNode } | { errors: readonly GraphQLError[] };

const CACHE_SIZE = 1_000;
const CACHED_LENGTH = 20_000;

/** Parses and validates operations of the websocket; the same text again costs nothing. Errors carry their code. */
export function createOperationStore(schema: GraphQLSchema): (query: string) => Prepared {
  const known = new LRUCache<string, Prepared>({ max: CACHE_SIZE });
  return (query) => {
    let prepared = known.get(query);
    if (!prepared) {
      prepared = prepare(schema, query);
      if (query.length <= CACHED_LENGTH) known.set(query, prepared);
    }
    return prepared;
  };
}

function prepare(schema: GraphQLSchema, query: string): Prepared {
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length === 0) return { document };
    return { errors: errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) };
  } catch (error) {
    return { errors: [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')] };
  }
}

function coded({ message, nodes, source, positions }: GraphQLError, code: ErrorCode): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
