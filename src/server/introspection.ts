import { BREAK, GraphQLError, visit, type DocumentNode } from 'graphql';
import { anonymous, unauthenticated } from '../auth/actor';
import type { RequestHooks } from './request-hooks';

const SCHEMA_FIELDS = new Set(['__schema', '__type']);

/** Where the schema may be read at all, it is for those who come with a token or key. Throws `UNAUTHENTICATED` for others. */
export function schemaNeedsToken(): RequestHooks {
  const known = new WeakMap<DocumentNode, boolean>();
  return {
    didResolveOperation({ document, contextValue }) {
      if (contextValue.actor !== anonymous) return;
      if (!known.has(document)) known.set(document, asksForSchema(document));
      if (!known.get(document)) return;
      const error = unauthenticated(
        'Reading the schema needs a bearer token. Send it as "authorization: Bearer TOKEN".',
      );
      throw new GraphQLError(error.message, { originalError: error });
    },
  };
}

function asksForSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    Field({ name }) {
      asks = SCHEMA_FIELDS.has(name.value);
      return asks ? BREAK : undefined;
    },
  });
  return asks;
}
