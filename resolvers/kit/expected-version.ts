/** The description of `expectedVersion` in an upsert. */
export const expectedVersionOf = (what: string): string =>
  `The version of the ${what} that you have seen; required to change one. \`VERSION_CONFLICT\` names the current version when it has changed.`;
