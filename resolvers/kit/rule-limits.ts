import { getMetadataStorage } from 'class-validator';
import type { RuleLimit } from '../../src/shared/invalid-input';

type ValidatedClass = abstract new (...args: never[]) => object;

/** How the rules that inputs use name what they compare with, by the names that class-validator gives the rules. */
const LIMITS: Readonly<Record<string, (constraints: readonly unknown[]) => RuleLimit>> = {
  min: ([min]) => ({ min: min as number }),
  max: ([max]) => ({ max: max as number }),
  isLength: ([min, max]) => ({ min: min as number, ...(max !== undefined && { max: max as number }) }),
  minLength: ([min]) => ({ min: min as number }),
  maxLength: ([max]) => ({ max: max as number }),
  arrayMinSize: ([min]) => ({ min: min as number }),
  arrayMaxSize: ([max]) => ({ max: max as number }),
  matches: ([pattern]) => ({ pattern: (pattern as RegExp).source }),
};

/** What a rule on a property of an input compares with; undefined for one that compares with nothing. */
export function limitOf(input: object | undefined, property: string, rule: string): RuleLimit | undefined {
  const limit = LIMITS[rule];
  if (!input || !limit) return undefined;
  const rules = getMetadataStorage().getTargetValidationMetadatas(
    input.constructor as ValidatedClass,
    '',
    false,
    false,
  );
  const found = rules.find(({ propertyName, name }) => propertyName === property && name === rule);
  return found && limit(found.constraints);
}
