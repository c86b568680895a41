import { validate, type ValidationError } from 'class-validator';
import { DomainError } from '../src/shared/errors';
import type { BrokenField } from '../src/shared/invalid-input';
import { limitOf } from './rule-limits';

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

/** Checks an instance of an input class by itself. Throws `VALIDATION_FAILED`. */
export async function validateInput(input: object): Promise<void> {
  const errors = await validate(input, { forbidUnknownValues: false });
  if (errors.length > 0) throw validationFailed(brokenFields(errors));
}
