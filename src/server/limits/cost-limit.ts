import { GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../../../resolvers/kit/context';
import type { RequestHooks } from '../request-hooks';
import { limitExceeded } from './limit-exceeded';
import { operationCost, type Variables } from './operation-cost';
import type { RateLimits } from './rate-limits';

export interface OperationAsked {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
}

/** What an operation costs, and the most that one may; answers have it as `extensions.cost`. */
export interface OperationCost {
  readonly requested: number;
  readonly limit: number;
}

/** Lets an operation through whose cost is within the limit, and takes it from what its caller has left. */
export class CostLimit {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly maxCost: number,
    private readonly rates: RateLimits,
  ) {}

  costOf({ document, operation, variables }: OperationAsked): OperationCost {
    return { requested: operationCost(this.schema, document, operation, variables), limit: this.maxCost };
  }

  /** Throws `OPERATION_LIMIT_EXCEEDED`, or `RATE_LIMITED` when the caller has too little left. */
  async admit({ requested, limit }: OperationCost, caller: RequestContext): Promise<void> {
    if (requested > limit) throw limitExceeded('COST', requested, limit);
    await this.rates.charge(caller, requested);
  }

  /** `admit` for operations over HTTP; answers and refusals alike tell the cost. */
  hooks(): RequestHooks {
    const costs = new WeakMap<RequestContext, OperationCost>();
    return {
      didResolveOperation: async ({ document, operation, request, contextValue }) => {
        if (!operation) return;
        const cost = this.costOf({ document, operation, variables: request.variables ?? {} });
        costs.set(contextValue, cost);
        try {
          await this.admit(cost, contextValue);
        } catch (error) {
          throw refusal(error);
        }
      },
      willSendResponse({ contextValue, response: { body } }) {
        const cost = costs.get(contextValue);
        if (!cost || body.kind !== 'single') return;
        body.singleResult.extensions = { ...body.singleResult.extensions, cost };
      },
    };
  }
}

const STATUS: Readonly<Record<string, number | undefined>> = {
  RATE_LIMITED: 429,
  OPERATION_LIMIT_EXCEEDED: 400,
};

/** Apollo takes the HTTP status from the extensions; what clients see, the formatter takes from the cause. */
function refusal(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const status = STATUS[String(error.code)];
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status } } });
}
