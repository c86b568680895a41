import type { GraphQLSchema } from 'graphql';
import { DEFAULT_LIMITS, type Limits } from '../../src/config/request-limits';
import { buildGuards, type Guards } from '../../src/server/guards';
import { RateLimits } from '../../src/server/limits/rate-limits';
import { TrustedDocuments } from '../../src/server/trusted-documents';

/** What guards a schema, with the default limits where a test gives no others. */
export function guardsOf(schema: GraphQLSchema, values: Partial<Limits> = {}): Guards {
  const limits = { ...DEFAULT_LIMITS, ...values };
  const rates = new RateLimits(limits, null, () => undefined);
  return buildGuards({
    schema,
    limits,
    introspection: true,
    documents: new TrustedDocuments(new Map(), false),
    rates,
  });
}
