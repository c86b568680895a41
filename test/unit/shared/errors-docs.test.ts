import { ERROR_CODES } from '../../../src/shared/errors';
import { describePage, docsPage } from '../../support/docs';
import { errorTables } from '../../support/error-tables';

describe('docs/errors.md', () => {
  describePage('errors.md', errorTables());

  it('names every code once, and no other', () => {
    const rows = docsPage('errors.md').matchAll(/^\| `([A-Z_]+)` \|/gm);
    expect([...rows].map(([, code]) => code)).toEqual(Object.keys(ERROR_CODES));
  });
});
