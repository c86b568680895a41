import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { EXAMPLES } from '../../playground/examples';

const schema = buildSchema(readFileSync(join(__dirname, '../../schema.graphql'), 'utf8'));

test.each(EXAMPLES.map(({ query }) => [/(?:query|mutation|subscription) \w+/.exec(query)?.[0], query]))(
  'the example "%s" fits the schema',
  (name, query) => {
    expect(name).toBeDefined();
    expect(validate(schema, parse(query!)).map((error) => error.message)).toEqual([]);
  },
);

test('no example line is cut off in a narrow editor', () => {
  const lines = EXAMPLES.flatMap(({ query }) => query.split('\n'));
  expect(lines.filter((line) => line.length > 60)).toEqual([]);
});
