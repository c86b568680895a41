/** The value of an expression in which the names stand for the given values. Whatever else is in the code must be the program's own. */
export function evaluate(names: Readonly<Record<string, unknown>>, expression: string): unknown {
  return new Function(...Object.keys(names), `return ${expression};`)(...Object.values(names)) as unknown;
}

/** A text as it stands in code. */
export const literal: (text: string) => string = JSON.stringify;

/**
 * Makes objects of a prototype by a constructor of these statements: of `this`, of what the object is made from, which has the name
 * `source` in them, and of the given names. V8 knows how much room such an object needs, and where its properties are.
 */
export function objectMaker<T extends object, S>(
  prototype: T,
  statements: readonly string[],
  names: Readonly<Record<string, unknown>> = {},
): (source: S) => T {
  const Made = evaluate(names, `function (source) { ${statements.join(' ')} }`) as new (source: S) => T;
  Made.prototype = prototype;
  return (source) => new Made(source);
}
