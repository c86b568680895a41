import { ArrayMaxSize, IsOptional } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, Query, Resolver } from 'type-graphql';
import { InvariantArea } from '../../entities/integrity/invariant.enums';
import { checkInvariants, MAX_VIOLATIONS, rulesOf } from '../../src/integrity/check-invariants';
import type { RequestContext } from '../kit/context';
import { checkEndsAt, cursorOfPlace, placeOfCursor } from './invariant-check';
import { InvariantViolation } from './invariants.types';

const AFTER = 'Continues a check that had no time to finish: `after` in the details of its `TIMEOUT`';

/** More than there are areas. */
const MAX_AREAS = 50;

@ArgsType()
class InvariantsArgs {
  @Field(() => [InvariantArea], {
    nullable: true,
    description: `Only the invariants of these areas, at most ${MAX_AREAS}. Default, and for an empty list: all.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_AREAS)
  areas?: InvariantArea[] | null;

  @Field(() => String, { nullable: true, description: `${AFTER}, with the same \`areas\`.` })
  after?: string | null;
}

@Resolver()
export class InvariantsResolver {
  @Query(() => [InvariantViolation], {
    description:
      `Checks that the stored numbers and references agree. Empty when they do; at most ${MAX_VIOLATIONS} violations. Reads all data of the areas, ` +
      'some thousand rows at a time, so do not run it every minute. When its time ends first, the details of `TIMEOUT` have the ' +
      'violations found so far and the place to continue from. Errors: `TIMEOUT`, `INVALID_CURSOR`.',
  })
  invariants(
    @Args() { areas, after }: InvariantsArgs,
    @Ctx() context: RequestContext,
  ): Promise<InvariantViolation[]> {
    return check(context, after, areas);
  }

  @Query(() => [InvariantViolation], {
    description: `Checks all invariants: at most ${MAX_VIOLATIONS} violations. Errors: \`TIMEOUT\`, \`INVALID_CURSOR\`.`,
    deprecationReason: 'Use `invariants`, which answers the same without `areas`.',
  })
  inventoryInvariants(
    @Arg('after', () => String, { nullable: true, description: `${AFTER}.` })
    after: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<InvariantViolation[]> {
    return check(context, after);
  }
}

function check(
  { services, endsAt }: RequestContext,
  after: string | null | undefined,
  areas?: readonly InvariantArea[] | null,
): Promise<InvariantViolation[]> {
  const wanted = rulesOf(services.invariants, areas);
  return checkInvariants(services.database.reader, wanted, {
    after: typeof after === 'string' ? placeOfCursor(after, wanted) : null,
    endsAt: endsAt === undefined ? Infinity : checkEndsAt(endsAt),
    cursorOf: cursorOfPlace,
  });
}
