/** Every subscription class of the schema. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- what type-graphql asks for
export const ALL_SUBSCRIPTIONS: readonly Function[] = [];
