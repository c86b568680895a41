/** The check of what the areas' invariants say. */
export const integrityArea = {
  costs: { 'Query.invariants': 1_000, 'Query.inventoryInvariants': 1_000 },
};
