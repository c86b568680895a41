import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GraphQLInputObjectType } from 'graphql';
import { orderReader } from '../../resolvers/intake/import-orders.reader';
import { noProgress, type ImportProgress } from '../../src/imports/import-services';
import { importOrderFile } from '../../src/imports/order-files/import-order-file';
import type { OrderFileOptions } from '../../src/imports/order-files/order-file-options';
import type { OrderFileReport } from '../../src/imports/order-files/order-file-report';
import type { OrderReader } from '../../src/intake/order-form';
import { buildGraphQLSchema } from '../../src/server/schema';
import { ImportShop } from './import-shop';

export type FileOptions = Partial<Omit<OrderFileOptions, 'file'>>;

/** A shop, and a folder of order files that are imported into it. */
export class OrderFiles {
  /** Ids that no other test has; see `ref`. */
  private serial = 0;

  private constructor(
    readonly shop: ImportShop,
    readonly readOrder: OrderReader,
    readonly folder: string,
  ) {}

  static async open(): Promise<OrderFiles> {
    const shop = await ImportShop.open();
    const schema = await buildGraphQLSchema();
    const readOrder = orderReader(schema.getType('ImportOrderInput') as GraphQLInputObjectType);
    return new OrderFiles(shop, readOrder, mkdtempSync(path.join(tmpdir(), 'orderwire-files-')));
  }

  async close(): Promise<void> {
    await this.shop.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** From now on `ref` answers other ids. */
  next(): void {
    this.serial += 1;
  }

  /** The same within a test. */
  ref(name: string): string {
    return `T${this.serial}-${name}`;
  }

  write(name: string, content: string | Buffer): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, content);
    return file;
  }

  import(
    file: string,
    options: FileOptions = {},
    progress: ImportProgress = noProgress,
  ): Promise<OrderFileReport> {
    const defaults = {
      mode: 'LIVE' as const,
      allOrNothing: false,
      system: 'file',
      readOrder: this.readOrder,
    };
    return importOrderFile(this.shop.services, { ...defaults, ...options, file }, progress);
  }

  /** Rows end with a line end each; a text is taken as it is. */
  csv(rows: readonly string[] | string | Buffer, options?: FileOptions): Promise<OrderFileReport> {
    const content = Array.isArray(rows) ? rows.map((row) => `${row}\n`).join('') : (rows as string | Buffer);
    return this.import(this.write('orders.csv', content), options);
  }

  jsonl(orders: readonly (object | string)[], options?: FileOptions): Promise<OrderFileReport> {
    const lines = orders.map((order) => (typeof order === 'string' ? order : JSON.stringify(order)));
    return this.import(this.write('orders.jsonl', lines.map((line) => `${line}\n`).join('')), options);
  }

  /** An order by its id in a system: its lines as `SKU×quantity`. */
  async stored(name: string, system = 'file'): Promise<StoredFileOrder | null> {
    const { reader } = this.shop;
    const [order] = await reader.rows<Omit<StoredFileOrder, 'lines'>>(
      `SELECT o.id, o.number, o.status FROM external_ids e JOIN orders o ON o.id = e.entity_id
       WHERE e.system_name = ? AND e.external_id = ?`,
      [system, this.ref(name)],
    );
    if (!order) return null;
    const lines = await reader.rows<{ sku: string; quantity: unknown }>(
      'SELECT sku, quantity_ordered AS quantity FROM order_lines WHERE order_id = ? ORDER BY line_number',
      [order.id],
    );
    return { ...order, lines: lines.map(({ sku, quantity }) => `${sku}×${String(quantity)}`).join(' ') };
  }
}

export interface StoredFileOrder {
  id: string;
  lines: string;
  number: string;
  status: string;
}

export const counts = ({ orders, imported, replaced, asBefore, rejected, withheld }: OrderFileReport) => ({
  ...{ orders, imported, asBefore, rejected, withheld },
  ...(replaced > 0 && { replaced }),
});

/** Place, field and code of what was rejected. */
export const where = ({ rejections }: OrderFileReport) => rejections.map(placeOf);

export const faults = (report: OrderFileReport) => report.faults.map(placeOf);

const placeOf = ({ where: place, field, code }: OrderFileReport['rejections'][number]) => [
  place,
  field,
  code,
];
