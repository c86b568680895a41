import { CLOSE_CODES } from '../../../src/server/close-codes';
import { describePage, table } from '../../support/docs';

describe('docs/live.md', () => {
  const rows = Object.values(CLOSE_CODES).map(({ code, reason, meaning }) => [`${code}`, reason, meaning]);
  describePage('live.md', { 'close codes': table(['Code', 'Reason', 'Meaning'], rows) });
});
