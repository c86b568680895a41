import { getMetadataStorage as rulesOfClasses } from 'class-validator';
import { getMetadataStorage } from 'type-graphql';
import { limitOf } from '../../../resolvers/kit/rule-limits';
import { buildGraphQLSchema } from '../../../src/server/schema';

type InputClass = new () => object;

beforeAll(() => buildGraphQLSchema());

/** Every class of arguments or inputs, with every rule on its properties. */
function rules() {
  const { inputTypes, argumentTypes } = getMetadataStorage();
  return [...inputTypes, ...argumentTypes].flatMap(({ target }) =>
    rulesOfClasses()
      .getTargetValidationMetadatas(target, '', false, false)
      .map(({ propertyName, name, constraints }) => ({
        target: target as InputClass,
        ...{ property: propertyName, name: name ?? '', constraints: (constraints ?? []) as unknown[] },
      })),
  );
}

describe('what a rule of an input compares with', () => {
  it('is known of every rule that compares with something', () => {
    const comparing = rules().filter(
      ({ name, constraints }) => name !== 'isOptional' && constraints.length > 0,
    );
    expect(comparing.length).toBeGreaterThan(150);
    const unknown = comparing
      .filter(
        ({ target, property, name }) => !limitOf(Object.create(target.prototype) as object, property, name),
      )
      .map(({ target, property, name }) => `${target.name}.${property}: ${name}`);
    expect(unknown).toEqual([]);
  });

  it('is nothing for a rule that compares with nothing, or that there is not', () => {
    expect(limitOf(undefined, 'quantity', 'min')).toBeUndefined();
    expect(limitOf({}, 'quantity', 'min')).toBeUndefined();
    expect(limitOf({}, 'quantity', 'isInt')).toBeUndefined();
  });
});
