import { DomainError } from './errors';

/** What a rule compares with: the least, the most, or the form of a text. Lengths and numbers of entries are bounds, too. */
export interface RuleLimit {
  readonly min?: number | bigint | string;
  readonly max?: number | bigint | string;
  /** A regular expression. */
  readonly pattern?: string;
}

/** A place of an input that breaks a rule. */
export interface BrokenField {
  /** From the input, with dots: `lines.0.quantity`. */
  readonly path: string;
  /** For programs. */
  readonly rule: string;
  /** Absent when the rule compares with nothing. */
  readonly limit?: RuleLimit;
  /** For people. */
  readonly message: string;
}

/** `VALIDATION_FAILED` for one field of an input. */
export function invalidInput(path: string, rule: string, message: string, limit?: RuleLimit): DomainError {
  return brokenRule(`The input breaks a rule: ${path}: ${message}.`, { path, rule, message, limit });
}

/**
 * `VALIDATION_FAILED` for a name that is taken by something that the caller may not see. The answer does not say so: neither that there is
 * such a thing, nor what it is.
 */
export function unusableName(path: string): DomainError {
  return invalidInput(path, 'unusable', 'this value cannot be used; give another, or leave it out');
}

/** `VALIDATION_FAILED` with a message of its own. */
export function brokenRule(
  message: string,
  field: Omit<BrokenField, 'limit'> & { limit?: RuleLimit | undefined },
): DomainError {
  const { path, rule, limit } = field;
  return new DomainError('VALIDATION_FAILED', message, {
    fields: [{ path, rule, ...(limit && { limit }), message: field.message }],
  });
}
