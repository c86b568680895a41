import { isInputObjectType } from 'graphql';
import { FILTER_NAMES, FILTERS } from '../../../src/orders/indexed-filters';
import { MAX_EXAMINED } from '../../../src/orders/access-paths';
import { describePage, docsPage } from '../../support/docs';
import { orderQueryTables } from '../../support/order-tables';
import { apiSchema } from '../../support/schema-walk';

describe('docs/orders-queries.md', () => {
  describePage('orders-queries.md', orderQueryTables());

  it('has every field of the filter in the schema, and none besides', () => {
    const input = apiSchema.getType('OrderFilterInput');
    const fields = isInputObjectType(input) ? Object.keys(input.getFields()) : [];
    const documented = FILTER_NAMES.flatMap((name) => FILTERS[name].input);
    expect([...documented, 'includeSubAccounts'].sort()).toEqual(fields.sort());
    for (const field of fields) expect(docsPage('orders-queries.md')).toContain(field);
  });

  it('says how many orders are looked at', () => {
    expect(docsPage('orders-queries.md')).toContain(MAX_EXAMINED.toLocaleString('en-US'));
  });
});
