import { parse, validate } from 'graphql';
import { certainEventFieldRule } from '../../../../src/server/limits/certain-event-field';
import { apiSchema } from '../../../support/schema-walk';

const problems = (text: string): string[] =>
  validate(apiSchema, parse(text), [certainEventFieldRule]).map(({ message }) => message);

describe('the field of a subscription', () => {
  it.each([
    'subscription { orderEvents @skip(if: true) { position } }',
    'subscription ($on: Boolean!) { orderEvents @include(if: $on) { position } }',
    'subscription { ... @include(if: false) { orderEvents { position } } }',
    'subscription { ...f } fragment f on Subscription { ...f orderEvents @skip(if: true) { position } }',
    'subscription { ...f @skip(if: true) } fragment f on Subscription { orderEvents { position } }',
  ])('is there whatever its variables say: %s is refused', (text) => {
    expect(problems(text)).toEqual([
      expect.stringMatching(/^The field of a subscription must not depend on @(skip|include)\./),
    ]);
  });

  it.each([
    'subscription { ...f } fragment f on Subscription { orderEvents { position @skip(if: true) } }',
    'query { viewer @skip(if: true) { name } }',
  ])('may have fields with conditions, as those of queries may: %s', (text) => {
    expect(problems(text)).toEqual([]);
  });
});
