import path from 'node:path';
import * as fc from 'fast-check';
import { isInputObjectType, type GraphQLSchema } from 'graphql';
import { Field, getMetadataStorage, InputType, Int } from 'type-graphql';
import { inputInstance } from '../../../resolvers/kit/input-instance';
import { buildGraphQLSchema } from '../../../src/server/schema';
import { coercedValue } from '../../support/coerced-values';

@InputType()
class PartInput {
  @Field(() => String)
  name!: string;

  @Field(() => [PartInput], { nullable: true })
  parts?: PartInput[] | null;
}

@InputType()
abstract class WholeFields {
  @Field(() => Int)
  inherited!: number;

  @Field(() => String)
  redefined!: string;
}

@InputType()
class WholeInput extends WholeFields {
  @Field(() => PartInput, { nullable: true })
  part?: PartInput | null;

  @Field(() => [PartInput], { nullable: 'itemsAndList' })
  parts?: (PartInput | null)[] | null;

  @Field(() => String)
  declare redefined: string;

  @Field(() => [String], { nullable: true })
  tags?: string[] | null;

  get size(): number {
    return this.parts?.length ?? 0;
  }
}

interface ConvertArgs {
  convertArgToInstance(param: object, args: object): unknown;
}
const { convertArgToInstance } = jest.requireActual<ConvertArgs>(
  path.join(path.dirname(require.resolve('type-graphql')), 'resolvers', 'convert-args.js'),
);
const byTypeGraphQL = (target: unknown, value: unknown) =>
  convertArgToInstance({ name: 'input', getType: () => target }, { input: value });

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildGraphQLSchema();
});

describe('an instance of an input class', () => {
  it('has what the value has, and nothing else', () => {
    const instance = inputInstance(WholeInput, { inherited: 1, part: null, unknown: 2 });
    expect(instance).toBeInstanceOf(WholeInput);
    expect(instance.constructor).toBe(WholeInput);
    expect(Object.entries(instance)).toEqual([
      ['part', null],
      ['inherited', 1],
    ]);
    expect(instance.size).toBe(0);
  });

  it('has instances inside, in lists and in one another', () => {
    const tags = ['a'];
    const instance = inputInstance(WholeInput, {
      part: { name: 'one', parts: [{ name: 'inner', parts: null }] },
      parts: [{ name: 'two' }, null],
      tags,
      redefined: 'again',
    });
    const { part, parts } = instance;
    expect([part, part!.parts![0], parts![0]].map((one) => one?.constructor)).toEqual(
      Array(3).fill(PartInput),
    );
    expect(JSON.parse(JSON.stringify(instance))).toEqual({
      part: { name: 'one', parts: [{ name: 'inner', parts: null }] },
      parts: [{ name: 'two' }, null],
      tags: ['a'],
      redefined: 'again',
    });
    expect(instance.tags).toBe(tags);
  });

  it('leaves the value as it was', () => {
    const part = { name: 'one' };
    const value = { part };
    expect(inputInstance(WholeInput, value).part).not.toBe(part);
    expect(value).toEqual({ part: { name: 'one' } });
    expect(value.part).toBe(part);
  });

  it('is what type-graphql makes of the value, for every input of the schema', () => {
    const { inputTypes } = getMetadataStorage();
    let compared = 0;
    for (const { name, target } of inputTypes) {
      const type = schema.getType(name);
      if (!isInputObjectType(type)) continue;
      compared++;
      const values = fc.sample(coercedValue(type), { numRuns: 10, seed: 1 });
      for (const value of values.filter((one) => one !== null)) {
        const instance = inputInstance(target as new () => object, value as object);
        const expected = byTypeGraphQL(target, value) as object;
        expect(instance).toStrictEqual(expected);
        expect(Object.keys(instance)).toEqual(Object.keys(expected));
      }
    }
    expect(compared).toBeGreaterThan(60);
  });
});
