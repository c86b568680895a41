import { DomainError } from '../../shared/errors';

/** What of an operation is limited, in the plural as in a sentence. */
const MEASURES = {
  ALIASES: 'aliases',
  COST: 'points of cost',
  DEPTH: 'levels of fields',
  DIRECTIVES: 'directives',
  FIELDS: 'fields, with those of its fragments',
  ROOT_FIELDS: 'fields at its root',
} as const;

export type Measure = keyof typeof MEASURES;

/** `OPERATION_LIMIT_EXCEEDED` with the measure, its value and the limit. */
export function limitExceeded(measure: Measure, value: number, limit: number): DomainError {
  const advice =
    measure === 'COST' ? 'Ask for smaller pages or fewer nested lists' : 'Ask for less at a time';
  return new DomainError(
    'OPERATION_LIMIT_EXCEEDED',
    `The operation has ${value} ${MEASURES[measure]}; at most ${limit} are allowed. ${advice}.`,
    { measure, value, limit },
  );
}
