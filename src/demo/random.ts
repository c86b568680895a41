import { Faker, base, en } from '@faker-js/faker';

/** A source of made-up values that gives the same ones for the same seed and purpose, whatever else was drawn before. */
export function fakerFor(seed: number, purpose: string): Faker {
  const faker = new Faker({ locale: [en, base] });
  let hash = seed;
  for (const letter of purpose) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  faker.seed(hash);
  return faker;
}

export function pick<T>(faker: Faker, list: readonly T[]): T {
  return list[faker.number.int({ min: 0, max: list.length - 1 })]!;
}

/** True with a probability of `percent` in a hundred. */
export function chance(faker: Faker, percent: number): boolean {
  return faker.number.int({ min: 1, max: 100 }) <= percent;
}
