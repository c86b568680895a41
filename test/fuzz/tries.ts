import * as fc from 'fast-check';

export const AT_A_TIME = 8;

/** How long the parts of the fuzzer take together; `npm run soak:fuzz` gives them longer. */
export const SECONDS = Number(process.env.ORDERWIRE_FUZZ_SECONDS || 12);
export const SEED = Number(process.env.ORDERWIRE_FUZZ_SEED || 20261124);

/**
 * Runs cases of an arbitrary, eight at a time, for the given seconds or until one fails; answers how many ran. A failure says its seed,
 * and the cases that are left of the eight when all that could be left out is.
 */
export async function tryFor<T>(
  seconds: number,
  arbitrary: fc.Arbitrary<T>,
  run: (value: T) => Promise<void>,
  between: () => Promise<void> = async () => undefined,
): Promise<number> {
  let tried = 0;
  const cases = fc.array(arbitrary, { minLength: 1, maxLength: AT_A_TIME, size: 'max' });
  const property = fc.asyncProperty(cases, async (values) => {
    await between();
    tried += values.length;
    const outcomes = await Promise.allSettled(values.map(run));
    const failed = outcomes.find(({ status }) => status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
  });
  await fc.assert(property, {
    seed: SEED,
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: seconds * 1_000,
  });
  return tried;
}
