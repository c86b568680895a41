import { accessTables } from '../../support/access-tables';
import { describePage } from '../../support/docs';

describe('docs/access.md', () => {
  describePage('access.md', accessTables());
});
