import { invalidInput } from '../../shared/invalid-input';
import { MICROS_DIGITS } from '../../shared/money';

/** Major units. In any reporting currency, what is below it fits the 64 bits in which amounts are stored. */
const MAX_AMOUNT = 100_000_000_000n;

/** Throws `VALIDATION_FAILED` for an amount, in millionths, that is too large to be stored whatever the currency. */
export function refuseHugeAmount(path: string, micros: bigint): void {
  if (micros <= MAX_AMOUNT * 10n ** BigInt(MICROS_DIGITS)) return;
  throw invalidInput(path, 'max', `an amount is at most ${MAX_AMOUNT.toLocaleString('en')}`, {
    max: MAX_AMOUNT,
  });
}
