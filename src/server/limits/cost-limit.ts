import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../../../resolvers/context';
import { limitExceeded } from './limit-exceeded';
import { operationCost, type Variables } from './operation-cost';
import type { RateLimits } from './rate-limits';

export interface OperationAsked {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
}

/** Lets an operation through whose cost is within the limit, and takes it from what its caller has left. */
export class CostLimit {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly maxCost: number,
    private readonly rates: RateLimits,
  ) {}

  /** The cost. Throws `OPERATION_LIMIT_EXCEEDED`, or `RATE_LIMITED` when the caller has too little left. */
  async admit({ document, operation, variables }: OperationAsked, caller: RequestContext): Promise<number> {
    const cost = operationCost(this.schema, document, operation, variables);
    if (cost > this.maxCost) throw limitExceeded('COST', cost, this.maxCost);
    await this.rates.charge(caller, cost);
    return cost;
  }

  /** `admit` for operations over HTTP; answers tell the cost in `extensions.cost`. */
  plugin(): ApolloServerPlugin<RequestContext> {
    return {
      requestDidStart: async () => {
        let requested: number | null = null;
        return {
          didResolveOperation: async ({ document, operation, request, contextValue }) => {
            if (!operation) return;
            try {
              requested = await this.admit(
                { document, operation, variables: request.variables ?? {} },
                contextValue,
              );
            } catch (error) {
              throw refusal(error);
            }
          },
          willSendResponse: async ({ response: { body } }) => {
            if (requested === null || body.kind !== 'single') return;
            const cost = { requested, limit: this.maxCost };
            body.singleResult.extensions = { ...body.singleResult.extensions, cost };
          },
        };
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
