import { BUSINESS_ERROR_CODES } from './business-error-codes';
import { REQUEST_ERROR_CODES } from './request-error-codes';

/** Every code that can reach a client. */
export const ERROR_CODES = { ...REQUEST_ERROR_CODES, ...BUSINESS_ERROR_CODES };

export type ErrorCode = keyof typeof ERROR_CODES;

/** A failure that callers can act on. The message says the value, the limit and the next step. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

/** What somebody came with is not valid; anything else may be the server's trouble. */
export function isUnauthenticated(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'UNAUTHENTICATED';
}
