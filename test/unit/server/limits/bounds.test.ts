import { getIntrospectionQuery, parse, validate } from 'graphql';
import { DEFAULT_LIMITS } from '../../../../src/config/request-limits';
import { boundsRule } from '../../../../src/server/limits/bounds';
import type { DomainError } from '../../../../src/shared/errors';
import { apiSchema } from '../../../support/schema-walk';

/** What is too much of a document; null when nothing is. */
function tooMuch(text: string): unknown {
  const [error] = validate(apiSchema, parse(text), [boundsRule(DEFAULT_LIMITS)]);
  return error ? (error.originalError as DomainError).details : null;
}

const times = (n: number, part: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => part(i)).join(' ');
const nest = (n: number): string => 'account { parent { '.repeat(n) + 'name' + ' } }'.repeat(n);

describe('the bounds of a document', () => {
  it('are on aliases', () => {
    expect(tooMuch(`{ ${times(20, (i) => `a${i}: viewer { name }`)} }`)).toBeNull();
    expect(tooMuch(`{ viewer { ${times(21, (i) => `a${i}: name`)} } }`)).toEqual({
      measure: 'ALIASES',
      value: 21,
      limit: 20,
    });
  });

  it('are on directives', () => {
    const query = (n: number) => `{ viewer { name ${'@skip(if: false) '.repeat(n)} } }`;
    expect(tooMuch(query(20))).toBeNull();
    expect(tooMuch(query(21))).toMatchObject({ measure: 'DIRECTIVES', value: 21 });
  });

  it('are on fields at the root, those of fragments too', () => {
    const query = `{ ${times(15, () => '...f')} } fragment f on Query { viewer { name } __typename }`;
    expect(tooMuch(query)).toMatchObject({ measure: 'ROOT_FIELDS', value: 30 });
  });

  it('are on depth, that of fragments too', () => {
    expect(tooMuch(`{ order(number: "1") { ${nest(6)} } }`)).toBeNull();
    expect(tooMuch(`{ order(number: "1") { ${nest(8)} } }`)).toMatchObject({
      measure: 'DEPTH',
      value: 18,
      limit: 15,
    });
    const spread = `{ order(number: "1") { ...f } } fragment f on Order { ${nest(8)} }`;
    expect(tooMuch(spread)).toMatchObject({ measure: 'DEPTH', value: 18 });
  });

  it('are on fields when every fragment is written out, however few there are in the text', () => {
    const bomb = `{ viewer { ...f0 } } ${times(60, (i) => `fragment f${i} on Viewer { ...f${i + 1} ...f${i + 1} }`)}
      fragment f60 on Viewer { name }`;
    // Written out there would be 2^60 fields: that it ends at all shows that they are counted.
    expect(tooMuch(bomb)).toMatchObject({ measure: 'FIELDS' });
  });

  it('end for fragments that contain themselves, which another rule refuses', () => {
    expect(
      tooMuch('{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { name ...a }'),
    ).toBeNull();
  });

  it('let the introspection of every tool through', () => {
    expect(tooMuch(getIntrospectionQuery({ descriptions: true, oneOf: true }))).toBeNull();
  });
});
