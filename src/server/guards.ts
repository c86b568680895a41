import { NoSchemaIntrospectionCustomRule, type GraphQLSchema, type ValidationRule } from 'graphql';
import type { Limits } from '../config/request-limits';
import { schemaNeedsToken } from './introspection';
import { boundsRule } from './limits/bounds';
import { certainEventFieldRule } from './limits/certain-event-field';
import { CostLimit } from './limits/cost-limit';
import { rateHeaders } from './limits/rate-headers';
import type { RateLimits } from './limits/rate-limits';
import type { RequestHooks } from './request-hooks';
import type { TrustedDocuments } from './trusted-documents';

/** What stands between a request and its execution, over HTTP and over websockets alike. */
export interface Guards {
  readonly limits: Limits;
  readonly documents: TrustedDocuments;
  readonly rates: RateLimits;
  readonly costs: CostLimit;
  /** Rules that a document must keep besides those of GraphQL. */
  readonly rules: readonly ValidationRule[];
  readonly hooks: readonly RequestHooks[];
}

export interface GuardOptions {
  schema: GraphQLSchema;
  limits: Limits;
  introspection: boolean;
  documents: TrustedDocuments;
  rates: RateLimits;
}

export function buildGuards({ schema, limits, introspection, documents, rates }: GuardOptions): Guards {
  const costs = new CostLimit(schema, limits.maxCost, rates);
  const noIntrospection = introspection ? [] : [NoSchemaIntrospectionCustomRule];
  return {
    ...{ limits, documents, rates, costs },
    rules: [boundsRule(limits), certainEventFieldRule, ...noIntrospection, ...documents.rules()],
    hooks: [schemaNeedsToken(), costs.hooks(), rateHeaders(rates)],
  };
}
