/** The value of an expression in which the names stand for the given values. Whatever else is in the code must be the program's own. */
export function evaluate(names: Readonly<Record<string, unknown>>, expression: string): unknown {
  return new Function(...Object.keys(names), `return ${expression};`)(...Object.values(names)) as unknown;
}

/** A text as it stands in code. */
export const literal: (text: string) => string = JSON.stringify;
