import {
  Allow,
  IsOptional,
  MinLength,
  registerDecorator,
  validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import * as fc from 'fast-check';
import { isInputObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { inputInstance } from '../../../resolvers/kit/input-instance';
import { keepsRules } from '../../../resolvers/kit/fast-validation';
import { validateInput } from '../../../resolvers/kit/validate-input';
import { buildGraphQLSchema } from '../../../src/server/schema';
import { coercedValue } from '../../support/coerced-values';

const byClassValidator = async (input: object, skipMissingProperties: boolean) =>
  (await validate(input, { skipMissingProperties, forbidUnknownValues: false })).length === 0;

/** A rule that answers when it gets to it. */
const Later = (): PropertyDecorator => (target, property) =>
  registerDecorator({
    name: 'later',
    target: target.constructor,
    propertyName: property as string,
    constraints: [],
    async: true,
    validator: { validate: (value) => Promise.resolve(value === 'right') },
  });

class Text {
  @MinLength(2)
  text: unknown = 'ab';
}
class Waiting {
  @Later()
  text = 'right';
}
class Optional {
  @IsOptional()
  @MinLength(2)
  text?: unknown;
}
class Conditional {
  @ValidateIf(({ asked }: Conditional) => asked)
  @MinLength(2)
  text: unknown = 'a';

  asked = false;
}
class ConditionalRule {
  @MinLength(2, { validateIf: () => false })
  text = 'a';
}
class Several {
  @MinLength(2, { each: true })
  texts: unknown = ['ab', 'cd'];
}
class Holder {
  @ValidateNested({ each: true })
  inside: unknown = new Text();
}
class Free {
  @Allow()
  text = 'a';
}

const of = <T extends object>(target: new () => T, values: Partial<T>): T =>
  Object.assign(new target(), values);

describe('whether an input keeps its rules', () => {
  it('is what class-validator says, for every input of the schema', async () => {
    const schema = await buildGraphQLSchema();
    const kept = { yes: 0, no: 0 };
    for (const { name, target } of getMetadataStorage().inputTypes) {
      const type = schema.getType(name);
      if (!isInputObjectType(type)) continue;
      for (const value of fc.sample(coercedValue(type), { numRuns: 20, seed: 2 })) {
        const input = inputInstance(target as new () => object, value ?? {});
        for (const skipMissing of [true, false]) {
          const keeps = keepsRules(input, skipMissing);
          expect([input, skipMissing, keeps]).toEqual([
            input,
            skipMissing,
            await byClassValidator(input, skipMissing),
          ]);
          kept[keeps ? 'yes' : 'no']++;
        }
      }
    }
    expect(Math.min(kept.yes, kept.no)).toBeGreaterThan(500);
  });

  it.each([
    ['a rule that holds', new Text()],
    ['a rule that does not', of(Text, { text: 'a' })],
    ['a value of another type', of(Text, { text: 7 })],
    ['null', of(Text, { text: null })],
    ['nothing', of(Text, { text: undefined })],
    ['an optional value that is missing', new Optional()],
    ['an optional value that is null', of(Optional, { text: null })],
    ['an optional value that is there', of(Optional, { text: 'a' })],
    ['a condition that does not hold', new Conditional()],
    ['a condition that holds', of(Conditional, { asked: true })],
    ['a rule for each value', new Several()],
    ['a rule that one value breaks', of(Several, { texts: ['ab', 'c'] })],
    ['a rule for each of no values', of(Several, { texts: [] })],
    ['an object inside', new Holder()],
    ['a wrong object inside', of(Holder, { inside: of(Text, { text: 'a' }) })],
    ['a list of objects', of(Holder, { inside: [new Text(), of(Text, { text: 'abc' })] })],
    ['a wrong object in a list', of(Holder, { inside: [new Text(), of(Text, { text: 'a' })] })],
    ['a wrong object in a list of lists', of(Holder, { inside: [[of(Text, { text: 'a' })]] })],
    ['null in a list', of(Holder, { inside: [null] })],
    ['nothing in a list', of(Holder, { inside: [undefined] })],
    ['a text instead of an object', of(Holder, { inside: 'text' })],
    ['an object without rules', of(Holder, { inside: { text: 'a' } })],
    ['a wrong object in a set', of(Holder, { inside: new Set([of(Text, { text: 'a' })]) })],
    ['a class without rules', { text: 'a' }],
  ])('is what class-validator says for %s', async (_what, input) => {
    for (const skipMissing of [true, false]) {
      expect(keepsRules(input, skipMissing)).toBe(await byClassValidator(input, skipMissing));
    }
  });

  it.each([
    ['that waits', new Waiting()],
    ['with a condition of its own', new ConditionalRule()],
    ['of another kind', new Free()],
    ['for each value of a set', of(Several, { texts: new Set(['ab']) })],
  ])('is left to class-validator for a rule %s', async (_what, input) => {
    expect(keepsRules(input, true)).toBe(false);
    await expect(validateInput(input, true)).resolves.toBeUndefined();
  });

  it('is found out by a rule that waits', async () => {
    await expect(validateInput(of(Waiting, { text: 'wrong' }), true)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { fields: [{ path: 'text', rule: 'later' }] },
    });
  });
});
