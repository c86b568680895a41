import { invalidInput } from './invalid-input';
import { MICROS_DIGITS } from './money';

/** Major units, of any currency. Millionths of it fit the 64 bits in which amounts are stored, and so do the sums of many thousand orders of so much. */
const MAX_AMOUNT = 100_000_000_000n;

/** Throws `VALIDATION_FAILED` for an amount with so many digits after the point that is too large to be stored. */
export function refuseHugeAmount(path: string, amount: bigint, digits = MICROS_DIGITS): void {
  const most = MAX_AMOUNT * 10n ** BigInt(digits);
  if (amount <= most && amount >= -most) return;
  throw invalidInput(path, 'max', `an amount is at most ${MAX_AMOUNT.toLocaleString('en')}`, {
    max: MAX_AMOUNT,
  });
}
