/** What the schema says of `expectedVersion` in the upsert of a thing. */
export const expectedVersionOf = (what: string): string =>
  `The version of the ${what} that you have seen; required to change one. \`VERSION_CONFLICT\` with the current one when it has changed.`;
