import 'reflect-metadata';
import { IsInt, Min, ValidateNested, validateSync } from 'class-validator';
import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql';
import { brokenFields, validationFailed } from '../../../resolvers/kit/validate-input';
import { createErrorFormatter } from '../../../src/server/format-error';
import { unavailable } from '../../../src/persistence/unavailable';
import { DomainError } from '../../../src/shared/errors';
import { keptLog } from '../../support/log';

const { log, lines } = keptLog();
const format = createErrorFormatter(log);
beforeEach(() => (lines.length = 0));

const schema = buildSchema('type Query { f(x: Int!): Int! }');

async function executed(query: string, result: () => unknown, variableValues?: Record<string, unknown>) {
  const { errors } = await execute({
    schema,
    document: parse(query),
    rootValue: { f: result },
    variableValues,
  });
  return format(errors![0]);
}

const failing = (error: unknown) =>
  executed('{ f(x: 1) }', () => {
    throw error as Error;
  });

class Line {
  @IsInt()
  @Min(1)
  quantity = 0;
}
class Input {
  @ValidateNested()
  lines = [new Line()];
}

describe('an error on its way to the client', () => {
  it('that the domain expects keeps code, message and details, with exact values as text', async () => {
    const error = new DomainError('INSUFFICIENT_STOCK', 'Only 3 left.', {
      lines: [{ sku: 'A', value: 12n }],
      at: new Date(0),
    });
    await expect(failing(error)).resolves.toEqual({
      message: 'Only 3 left.',
      locations: [{ line: 1, column: 3 }],
      path: ['f'],
      extensions: {
        code: 'INSUFFICIENT_STOCK',
        details: { lines: [{ sku: 'A', value: '12' }], at: '1970-01-01T00:00:00.000Z' },
      },
    });
    expect(lines).toEqual([]);
  });

  it('that breaks a rule of an input lists every field', async () => {
    await expect(failing(validationFailed(brokenFields(validateSync(new Input()))))).resolves.toMatchObject({
      message: 'The input breaks a rule: lines.0.quantity: quantity must not be less than 1.',
      extensions: {
        code: 'VALIDATION_FAILED',
        details: {
          fields: [
            {
              ...{ path: 'lines.0.quantity', rule: 'min', limit: { min: 1 } },
              message: 'quantity must not be less than 1',
            },
          ],
        },
      },
    });
  });

  it('that nobody expected is told by an id only, and logged under it', async () => {
    const formatted = await failing(new Error('password=hunter2 at 10.0.0.1'));
    const { code, details } = formatted.extensions;
    expect(code).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(formatted)).not.toContain('hunter2');
    expect(lines).toEqual([expect.objectContaining({ errorId: details.errorId, path: 'f' })]);
    expect(lines[0]).toMatchObject({ err: { message: 'password=hunter2 at 10.0.0.1' } });
  });

  it('that is no error at all is masked, too', async () => {
    expect((await failing('a text')).extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(format('a text').extensions.code).toBe('INTERNAL_SERVER_ERROR');
  });

  it('that comes of a result which does not fit the schema is the fault of the server', async () => {
    expect((await executed('{ f(x: 1) }', () => null)).extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect((await executed('{ f(x: 1) }', () => 'text')).extensions.code).toBe('INTERNAL_SERVER_ERROR');
  });

  it('that comes of a variable is named', async () => {
    const formatted = await executed('query ($x: Int!) { f(x: $x) }', () => 1, { x: 'one' });
    expect(formatted.extensions.code).toBe('BAD_USER_INPUT');
    expect(formatted.message).toContain('"one"');
  });

  it('that GraphQL found in the operation keeps its code', () => {
    const [error] = validate(schema, parse('{ unknown }'));
    const coded = new GraphQLError(error!.message, {
      nodes: error!.nodes,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(format(coded)).toMatchObject({
      message: 'Cannot query field "unknown" on type "Query".',
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED', details: {} },
    });
  });

  it('that says the database is gone asks to try again', async () => {
    const lost = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:3306'), { code: 'ECONNREFUSED' });
    const formatted = await failing(lost);
    expect(formatted.extensions.code).toBe('UNAVAILABLE');
    expect(formatted.message).not.toContain('10.0.0.1');
    expect(lines).toHaveLength(1);
  });

  it('that says so after the request has changed something does not ask for it to be done again', () => {
    const lost = Object.assign(new Error('lost'), { code: 'PROTOCOL_CONNECTION_LOST', fatal: true });
    const formatted = format(lost, { requestId: 'r', carriedOut: true });
    expect(formatted).toMatchObject({
      extensions: { code: 'OUTCOME_UNKNOWN' },
      message: expect.stringMatching(/was carried out.*the same request again with the same idempotency key/),
    });
    expect(format(lost, { requestId: 'r' }).extensions.code).toBe('UNAVAILABLE');
  });

  it('that the database is to blame for is logged with its cause', () => {
    const cause = Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
    expect(format(unavailable('DISK_FULL', cause)).extensions.code).toBe('UNAVAILABLE');
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines[0])).toContain('SQLITE_FULL');
  });
});
