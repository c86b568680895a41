import { validate, type ValidationError } from 'class-validator';
import { DomainError } from '../../src/shared/errors';
import type { BrokenField } from '../../src/shared/invalid-input';
import { keepsRulesInSteps } from './fast-validation';
import { limitOf } from './rule-limits';
import { unstorableTexts, unstorableTextsOf } from './storable-text';

/** The rules of class-validator that an input breaks, with paths from the validated object. */
export function brokenFields(errors: readonly ValidationError[], prefix = ''): BrokenField[] {
  return errors.flatMap(({ target, property, constraints, children }) => {
    const path = prefix + property;
    const own = Object.entries(constraints ?? {}).map(([rule, message]) => {
      const limit = limitOf(target, property, rule);
      return { path, rule, ...(limit && { limit }), message };
    });
    return [...own, ...brokenFields(children ?? [], `${path}.`)];
  });
}

/** `VALIDATION_FAILED` with all broken rules; the message names the first. */
export function validationFailed(fields: readonly BrokenField[]): DomainError {
  const [first] = fields;
  const more = fields.length > 1 ? ` (and ${fields.length - 1} more)` : '';
  const named = first ? `${first.path}: ${first.message}` : 'unknown';
  return new DomainError('VALIDATION_FAILED', `The input breaks a rule: ${named}${more}.`, { fields });
}

/**
 * Checks an argument of a field. Throws `VALIDATION_FAILED`; paths begin inside of an input, and with the name of any other argument.
 * `plain`: class-validator is asked at once.
 */
export async function validateArgument(
  value: unknown,
  args: Readonly<Record<string, unknown>>,
  plain = false,
): Promise<void> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return validateInput(value, true, plain);
  }
  const name = Object.keys(args).find((key) => args[key] === value) ?? '';
  const texts = unstorableTexts(value, name);
  if (texts.length > 0) throw validationFailed(texts);
}

/**
 * Checks an instance of an input class by itself; for null and what is absent no rule counts with `skipMissing`. `plain`: class-validator
 * is asked at once. Throws `VALIDATION_FAILED`.
 */
export async function validateInput(input: object, skipMissing = false, plain = false): Promise<void> {
  const texts = await unstorableTextsOf(input);
  if (texts.length > 0) throw validationFailed(texts);
  if (!plain && (await keepsRulesInSteps(input, skipMissing))) return;
  const errors = await validate(input, {
    skipMissingProperties: skipMissing,
    forbidUnknownValues: false,
  });
  if (errors.length > 0) throw validationFailed(brokenFields(errors));
}
