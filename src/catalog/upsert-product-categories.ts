import type { UseCase } from '../commands/commands';
import { attempt } from '../commands/commands';
import type { UpsertResult } from '../commands/upsert-rows';
import { CategoryRows, type CategoryInput } from './category-rows';
import { saved } from './saved-event';
import { trimmed } from '../commands/trimmed-input';

export interface ProductCategoryInput extends CategoryInput {
  id?: string | null;
  expectedVersion?: number | null;
}

/** Creates or changes product categories, found by id or code. Moving one moves everything below it. */
export function upsertProductCategories(): UseCase<ProductCategoryInput, UpsertResult> {
  return {
    name: 'upsertProductCategory',
    async execute(uow, given) {
      const commands = given.map(trimmed);
      const categories = await CategoryRows.lock(
        uow,
        commands.map(({ input }) => input),
      );
      const outcomes = commands.map((command) =>
        attempt(() => {
          const existing = categories.find(command.input, command.actor);
          categories.check(command.input, existing);
          const { row, changed } = categories.put(command.input, existing, command);
          return saved(row, changed);
        }),
      );
      await categories.save();
      return outcomes;
    },
  };
}
