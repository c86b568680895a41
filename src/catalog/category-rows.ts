import { ProductCategory } from '../../entities/catalog/product-category';
import { requiredText } from '../accounts/input-text';
import type { Actor } from '../auth/actor';
import type { Command } from '../commands/commands';
import { anyOf, fragment } from '../persistence/sql-fragment';
import type { UnitOfWork } from '../commands/unit-of-work';
import { UpsertRows } from '../commands/upsert-rows';
import { DomainError } from '../shared/errors';
import { defined } from '../shared/defined';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import { categoryEvents } from './catalog-events';
import { recordSaved } from './saved-event';

/** A category by its code, with what it is to become. */
export interface CategoryInput {
  code: string;
  /** Left as it is when absent; the code for a new category. */
  name?: string;
  /** Code of the category above; null moves the category to the top, absent leaves it where it is. */
  parentCode?: string | null;
}

type Maker = Pick<Command<unknown>, 'id' | 'actor' | 'occurredAt'>;

const MAX_PATH = 300;

/** The categories that a unit of work touches, with the trees below those that move. */
export class CategoryRows {
  private readonly rows: UpsertRows<ProductCategory>;

  private constructor(private readonly uow: UnitOfWork) {
    this.rows = new UpsertRows(uow, ProductCategory, 'code');
  }

  /** One statement for the categories that the inputs name, one more when an existing one moves. */
  static async lock(
    uow: UnitOfWork,
    inputs: readonly (CategoryInput & { id?: string | null })[],
  ): Promise<CategoryRows> {
    const set = new CategoryRows(uow);
    await set.rows.lock(
      inputs.map(({ id }) => id),
      inputs.flatMap(({ code, parentCode }) => [code, parentCode]),
    );
    const moving = inputs.flatMap((input) => {
      const row = input.id ? set.rows.get(input.id) : set.rows.withKey(input.code);
      return row && set.moves(row, input.parentCode) ? [row] : [];
    });
    if (moving.length > 0) {
      await set.rows.lockWhere(
        anyOf(
          moving.map(({ path }) => fragment('t.path >= ? AND t.path < ?', [path, `${path.slice(0, -1)}0`])),
        ),
      );
    }
    return set;
  }

  find(
    input: CategoryInput & { id?: string | null; expectedVersion?: number | null },
    actor: Actor,
  ): ProductCategory | null {
    return this.rows.find({ id: input.id, key: input.code, expectedVersion: input.expectedVersion }, actor);
  }

  withCode(code: string): ProductCategory | null {
    return this.rows.withKey(code) ?? null;
  }

  /** Throws when the category cannot become what the input says. Changes nothing. */
  check({ code, name, parentCode }: CategoryInput, existing: ProductCategory | null): void {
    requiredText('code', code, 60);
    if (name !== undefined) requiredText('name', name, 200);
    if (typeof parentCode !== 'string') return;
    const parent = this.rows.withKey(parentCode);
    if (!parent) {
      throw new DomainError('INVALID_REFERENCE', `There is no category "${parentCode}". Create it first.`, {
        parentCode,
      });
    }
    if (existing && parent.path.startsWith(existing.path)) {
      throw invalidInput(
        'parentCode',
        'acyclic',
        `"${parentCode}" lies below "${code}" or is the same category`,
      );
    }
    if (this.depthBelow(existing) + parent.path.length > MAX_PATH) {
      throw invalidInput('parentCode', 'depth', 'a tree of categories has at most 11 levels', { max: 11 });
    }
  }

  /** Length of the longest path from above the category to its deepest one below. */
  private depthBelow(existing: ProductCategory | null): number {
    if (!existing) return newId().length + 1;
    const above = existing.path.length - existing.id.length - 1;
    return Math.max(
      ...this.below(existing).map(({ path }) => path.length - above),
      existing.path.length - above,
    );
  }

  /** Creates or changes the category as checked before; records an event for it and for every category whose path changes with it. */
  put(
    input: CategoryInput,
    existing: ProductCategory | null,
    command: Maker,
  ): { row: ProductCategory; changed: boolean } {
    const below = existing ? this.below(existing) : [];
    const oldPath = existing?.path ?? '';
    const id = existing?.id ?? newId();
    const result = this.rows.put(existing, {
      ...(!existing && { id, name: input.code, createdAt: this.uow.recordedAt, version: 0 }),
      ...defined({ code: input.code, name: input.name }),
      ...this.place(input, existing, id),
    });
    if (!result.changed) return result;
    this.record(result.row, command);
    if (oldPath !== result.row.path) {
      for (const row of below) {
        this.rows.put(row, { path: result.row.path + row.path.slice(oldPath.length) });
        this.record(row, command);
      }
    }
    return result;
  }

  private place(
    { parentCode }: CategoryInput,
    existing: ProductCategory | null,
    id: string,
  ): Pick<ProductCategory, 'parentId' | 'path'> | undefined {
    if (existing && !this.moves(existing, parentCode)) return undefined;
    const parent = parentCode ? this.rows.withKey(parentCode) : undefined;
    return { parentId: parent?.id ?? null, path: `${parent?.path ?? '/'}${id}/` };
  }

  private moves(row: ProductCategory, parentCode: string | null | undefined): boolean {
    if (parentCode === undefined) return false;
    return row.parentId !== (parentCode === null ? null : (this.rows.withKey(parentCode)?.id ?? null));
  }

  private below(category: ProductCategory): ProductCategory[] {
    return this.rows.all().filter(({ id, path }) => id !== category.id && path.startsWith(category.path));
  }

  private record(row: ProductCategory, command: Maker): void {
    recordSaved(this.uow, command, categoryEvents.of('ProductCategorySaved'), row, { category: { ...row } });
  }

  save(): Promise<void> {
    return this.rows.save();
  }
}
