import * as fc from 'fast-check';

export const AT_A_TIME = 8;

/** How long the parts of the fuzzer take together; `npm run soak:fuzz` gives them longer. */
export const SECONDS = Number(process.env.ORDERWIRE_FUZZ_SECONDS || 12);
export const SEED = Number(process.env.ORDERWIRE_FUZZ_SEED || 20261124);

/** Cases that every part runs, however long they take. */
export const LEAST = AT_A_TIME * 4;

/**
 * Runs cases of an arbitrary, eight at a time, for the given seconds and until there were enough, or until one fails; answers how many ran. A failure says its seed,
 * and the cases that are left of the eight when all that could be left out is.
 */
export async function tryFor<T>(
  seconds: number,
  arbitrary: fc.Arbitrary<T>,
  run: (value: T) => Promise<void>,
  between: () => Promise<void> = async () => undefined,
  enough: (tried: number) => boolean = (tried) => tried >= LEAST,
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
  for (let round = 0; round === 0 || !enough(tried); round++) {
    await fc.assert(property, {
      seed: SEED + round,
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: seconds * 1_000,
    });
  }
  return tried;
}
