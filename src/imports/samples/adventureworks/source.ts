/** The name of the data set: on the command line, in external ids and in the report. */
export const ADVENTUREWORKS = 'adventureworks';

/** A code of our own for something that the source only numbers. */
export const codeOf = (...ids: readonly string[]): string => ['AW', ...ids].join('-');

/** All amounts of the source are in it. */
export const CURRENCY = 'USD';
