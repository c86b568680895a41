import { MAX_EXAMINED } from '../../../src/persistence/lists/access-paths';
import { ORDERS } from '../../../src/orders/order-list';
import { describePage, docsPage } from '../../support/docs';
import { listTable } from '../../support/list-tables';
import { inputFields } from '../../support/schema-walk';

describe('docs/orders-queries.md', () => {
  describePage('orders-queries.md', { served: listTable(ORDERS) });

  it('has every field of the filter in the schema, and none besides', () => {
    const fields = inputFields('OrderFilterInput');
    const documented = ORDERS.filterNames.flatMap((name) => ORDERS.definition.filters[name]!.input);
    expect([...documented, 'includeSubAccounts'].sort()).toEqual(fields.sort());
    for (const field of fields) expect(docsPage('orders-queries.md')).toContain(field);
  });

  it('says how many orders are looked at', () => {
    expect(docsPage('orders-queries.md')).toContain(MAX_EXAMINED.toLocaleString('en-US'));
  });
});
