import type { Faker } from '@faker-js/faker' with { 'resolution-mode': 'import' };

export type { Faker };

/** Makes sources of made-up values, each for a purpose: the same ones for the same seed, whatever else was drawn before. */
export type FakerFor = (purpose: string) => Faker;

/** Reads what the values are made of only now: a server that has its data does without the 30 MB. */
export async function fakersOf(seed: number): Promise<FakerFor> {
  const { Faker, base, en } = await import('@faker-js/faker');
  return (purpose) => {
    const faker = new Faker({ locale: [en, base] });
    let hash = seed;
    for (const letter of purpose) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
    faker.seed(hash);
    return faker;
  };
}

export function pick<T>(faker: Faker, list: readonly T[]): T {
  return list[faker.number.int({ min: 0, max: list.length - 1 })]!;
}

/** True with a probability of `percent` in a hundred. */
export function chance(faker: Faker, percent: number): boolean {
  return faker.number.int({ min: 1, max: 100 }) <= percent;
}
