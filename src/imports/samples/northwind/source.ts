/** The name of the data set: on the command line, in external ids and in the report. */
export const NORTHWIND = 'northwind';

/** A code of our own for something that the source only numbers. */
export const codeOf = (id: string): string => `NW-${id}`;

/** The source names no currency; its prices are taken for US dollars. */
export const CURRENCY = 'USD';
