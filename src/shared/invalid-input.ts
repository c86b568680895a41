import { DomainError } from './errors';

/** `VALIDATION_FAILED` for one field of an input: `path` as in the input, `rule` for programs, `message` for people. */
export function invalidInput(path: string, rule: string, message: string): DomainError {
  return new DomainError('VALIDATION_FAILED', `The input breaks a rule: ${path}: ${message}.`, {
    fields: [{ path, rule, message }],
  });
}
