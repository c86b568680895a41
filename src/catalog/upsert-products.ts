import { ProductStatus, type BackorderPolicy } from '../../entities/catalog/catalog.enums';
import { Product } from '../../entities/catalog/product';
import { requiredText } from '../accounts/input-text';
import { References } from '../accounts/references';
import { attempt, type Command, type UseCase } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { UpsertRows, type UpsertResult } from '../commands/upsert-rows';
import { defined } from '../shared/defined';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import { searchForm } from '../shared/text';
import { productEvents } from './catalog-events';
import { CategoryRows, type CategoryInput } from './category-rows';
import { recordSaved, saved } from './saved-event';
import { trimmed } from '../commands/trimmed-input';

/** A product, found by id or SKU. Absent values stay as they are; a new product needs a name and takes the table's defaults. */
export interface ProductInput {
  id?: string | null;
  /** Cannot be changed. */
  sku: string;
  name?: string;
  /** Created or changed together with the product; null takes the product out of its category. */
  category?: CategoryInput | null;
  unitCode?: string;
  taxCategory?: string;
  /** False for a service, which has no stock. */
  stocked?: boolean;
  /** What one unit costs the seller, in millionths of `currencyCode`. */
  cost?: { micros: bigint; currencyCode: string } | null;
  backorderPolicy?: BackorderPolicy | null;
  leadTimeDays?: number;
  status?: ProductStatus;
  sellStartDay?: string | null;
  /** First day on which the product is no longer sold. */
  sellEndDay?: string | null;
  expectedVersion?: number | null;
}

interface ProductUnit {
  uow: UnitOfWork;
  products: UpsertRows<Product>;
  categories: CategoryRows;
  currencies: References;
}

/** Creates or changes products, with their categories. */
export function upsertProducts(): UseCase<ProductInput, UpsertResult> {
  return {
    name: 'upsertProduct',
    async execute(uow, given) {
      const commands = given.map(trimmed);
      const inputs = commands.map(({ input }) => input);
      const categories = await CategoryRows.lock(
        uow,
        inputs.flatMap(({ category }) => category ?? []),
      );
      const products = new UpsertRows(uow, Product, 'sku');
      await products.lock(
        inputs.map(({ id }) => id),
        inputs.map(({ sku }) => sku),
      );
      const currencies = await References.load(uow.sql, {
        currencyCode: inputs.map(({ cost }) => cost?.currencyCode),
      });
      const unit = { uow, products, categories, currencies };
      const outcomes = commands.map((command) => attempt(() => upsertProduct(unit, command)));
      await categories.save();
      await products.save();
      return outcomes;
    },
  };
}

function upsertProduct(unit: ProductUnit, command: Command<ProductInput>): UpsertResult {
  const { input } = command;
  const { uow, products, categories } = unit;
  const existing = products.find(
    { id: input.id, key: input.sku, expectedVersion: input.expectedVersion },
    command.actor,
  );
  check(unit, input, existing);
  const categoryId = input.category ? putCategory(categories, input.category, command) : input.category;
  const { row, changed } = products.put(existing, {
    ...(!existing && { ...newProduct(), createdAt: uow.recordedAt }),
    ...defined({ ...ownValues(input), categoryId }),
  });
  if (changed) recordProduct(uow, command, row);
  return saved(row, changed);
}

function check({ categories, currencies }: ProductUnit, input: ProductInput, existing: Product | null): void {
  if (existing && existing.sku !== input.sku) {
    throw invalidInput(
      'sku',
      'immutable',
      `the SKU of this product is "${existing.sku}" and cannot be changed`,
    );
  }
  checkTexts(input);
  if (!existing && input.name === undefined)
    throw invalidInput('name', 'required', 'a new product needs a name');
  const start = input.sellStartDay === undefined ? existing?.sellStartDay : input.sellStartDay;
  const end = input.sellEndDay === undefined ? existing?.sellEndDay : input.sellEndDay;
  if (start && end && end <= start) {
    throw invalidInput(
      'sellEndDay',
      'afterStart',
      `${end} is the first day without sales and must be later than the first day, ${start}`,
    );
  }
  if (input.cost) currencies.requireCurrency(input.cost.currencyCode);
  if (input.category) categories.check(input.category, categories.withCode(input.category.code));
}

function checkTexts({ sku, name, unitCode, taxCategory }: ProductInput): void {
  requiredText('sku', sku, 64);
  if (name !== undefined) requiredText('name', name, 200);
  if (unitCode !== undefined) requiredText('unitCode', unitCode, 10);
  if (taxCategory !== undefined) requiredText('taxCategory', taxCategory, 30);
}

function putCategory(categories: CategoryRows, input: CategoryInput, command: Command<ProductInput>): string {
  return categories.put(input, categories.withCode(input.code), command).row.id;
}

function newProduct(): Partial<Product> {
  return {
    id: newId(),
    version: 0,
    categoryId: null,
    unitCode: 'EACH',
    taxCategory: 'STANDARD',
    stocked: true,
    costMicros: null,
    costCurrency: null,
    backorderPolicy: null,
    leadTimeDays: 7,
    status: ProductStatus.ACTIVE,
    sellStartDay: null,
    sellEndDay: null,
  };
}

function ownValues(input: ProductInput): Partial<Product> {
  const {
    sku,
    name,
    unitCode,
    taxCategory,
    stocked,
    backorderPolicy,
    leadTimeDays,
    status,
    sellStartDay,
    sellEndDay,
  } = input;
  return {
    ...{
      sku,
      name,
      unitCode,
      taxCategory,
      stocked,
      backorderPolicy,
      leadTimeDays,
      status,
      sellStartDay,
      sellEndDay,
    },
    ...(name !== undefined && { nameSearch: searchForm(name) }),
    ...(input.cost !== undefined && {
      costMicros: input.cost?.micros ?? null,
      costCurrency: input.cost?.currencyCode ?? null,
    }),
  };
}

/** The cost stands apart from the product's other values, because fewer people may see it. */
function recordProduct(uow: UnitOfWork, command: Command<ProductInput>, row: Product): void {
  const { costMicros, costCurrency, ...product } = row;
  recordSaved(
    uow,
    command,
    productEvents.of('ProductSaved'),
    row,
    { product, productCost: { id: row.id, costMicros, costCurrency } },
    row.sku,
  );
}
