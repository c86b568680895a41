import type { Account } from '../../entities/accounts/account';
import { percent } from '../../entities/money';
import type { Actor } from '../auth/actor';
import { Permission } from '../auth/permissions';
import type { Settings } from '../config/settings';
import { DomainError } from '../shared/errors';
import { PPM } from '../shared/money';
import type { Discount } from './order-discount';
import type { LineTotals, OrderTotals } from './totals';

/** What discounts by hand may take off each line at most, for one actor. */
export interface DiscountLimit {
  ppm: bigint;
  /** Whether the actor may know it: who may not give discounts, may not. */
  told: boolean;
}

/** The account's limit on what an actor gives away, else the company's; null for none. */
export function discountLimitOf(
  { permissions }: Actor,
  { maxDiscountPpm }: Pick<Account, 'maxDiscountPpm'>,
  company: Pick<Settings, 'maxDiscountPpm'>,
): DiscountLimit | null {
  const ppm = maxDiscountPpm ?? company.maxDiscountPpm;
  if (ppm === null || permissions.has(Permission.DISCOUNT_OVERRIDE)) return null;
  return { ppm, told: permissions.has(Permission.PRICE_OVERRIDE) };
}

/** The discounts by hand of a document. */
export interface GivenDiscounts {
  /** On the whole document. */
  discount: Discount | null;
  /** What they may come to; null: anything. */
  limit: DiscountLimit | null;
  /** The lines without any of them; asked for only where there is a limit. */
  before: () => readonly Pick<LineTotals, 'netMinor'>[];
  /** With the discounts of lines alone. */
  ofLines: Pick<OrderTotals, 'lines' | 'netMinor'>;
  /** With all of them. */
  after: readonly Pick<LineTotals, 'netMinor'>[];
}

/** Throws `VALIDATION_FAILED` when a discount exceeds what it is taken from, and as `requireWithinLimit`. */
export function requireDiscounts({ discount, limit, before, ofLines, after }: GivenDiscounts): void {
  const below = ofLines.lines.findIndex(({ netMinor }) => netMinor < 0n);
  if (below >= 0) {
    throw new DomainError(
      'VALIDATION_FAILED',
      `The discount on line ${below + 1} exceeds the amount of the line.`,
      {
        fields: [{ path: `lines.${below}.discount`, rule: 'max', message: 'exceeds the amount of the line' }],
      },
    );
  }
  if ((discount?.fixedMinor ?? 0n) > ofLines.netMinor) {
    throw new DomainError('VALIDATION_FAILED', 'The discount on the order exceeds the amount of its lines.', {
      fields: [{ path: 'discount', rule: 'max', message: 'exceeds the amount of the lines' }],
    });
  }
  if (limit) requireWithinLimit(limit, before(), after);
}

/**
 * Throws `DISCOUNT_LIMIT_EXCEEDED` for the first line of which too much is given. Compares lines before and after all discounts by
 * hand, their own and their shares of the order's. What rounding adds, less than one minor unit of a line, does not count.
 */
export function requireWithinLimit(
  { ppm, told }: DiscountLimit,
  before: readonly Pick<LineTotals, 'netMinor'>[],
  after: readonly Pick<LineTotals, 'netMinor'>[],
): void {
  for (const [i, { netMinor: whole }] of before.entries()) {
    const given = whole - after[i]!.netMinor;
    if (given * PPM - whole * ppm < PPM) continue;
    const asked = percent((given * PPM) / whole);
    const limit = told ? percent(ppm) : null;
    const most = limit === null ? 'more than is allowed here' : `at most ${limit} percent are allowed here`;
    throw new DomainError(
      'DISCOUNT_LIMIT_EXCEEDED',
      `Discounts take ${asked} percent off line ${i + 1}; ${most}. Give less, or ask a sales manager.`,
      { limit, asked, lineNumber: i + 1 },
    );
  }
}
