import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ErrorCode } from '../shared/errors';
import { toldOnce } from './told-once';

type Prepared = { document: DocumentNode } | { errors: readonly GraphQLError[] };

const CACHE_SIZE = 1_000;
const CACHED_LENGTH = 20_000;

/** Parses and validates operations of the websocket; the same text again costs nothing. Errors carry their code. */
export function createOperationStore(
  schema: GraphQLSchema,
  rules: readonly ValidationRule[] = [],
  maxTokens?: number,
): (query: string) => Prepared {
  const allRules = [...specifiedRules, ...rules];
  const known = new LRUCache<string, Prepared>({ max: CACHE_SIZE });
  return (query) => {
    let prepared = known.get(query);
    if (!prepared) {
      prepared = prepare(schema, allRules, query, maxTokens);
      if (query.length <= CACHED_LENGTH) known.set(query, prepared);
    }
    return prepared;
  };
}

function prepare(
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
  query: string,
  maxTokens: number | undefined,
): Prepared {
  try {
    const document = parse(query, { maxTokens });
    const errors = validate(schema, document, rules);
    if (errors.length === 0) return { document };
    return { errors: toldOnce(errors).map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) };
  } catch (error) {
    return { errors: [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')] };
  }
}

function coded(error: GraphQLError, code: ErrorCode): GraphQLError {
  const { message, nodes, source, positions, originalError } = error;
  return new GraphQLError(message, { nodes, source, positions, originalError, extensions: { code } });
}
