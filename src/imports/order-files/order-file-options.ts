import type { OrderImportMode } from '../../../entities/orders/import.enums';
import type { Settings } from '../../config/settings';
import type { Database } from '../../persistence/database';
import type { BatchServices } from '../../intake/import-batch';
import type { OrderFileForm } from './open-order-file';
import type { OrderReader } from '../../intake/order-form';

export interface OrderFileOptions extends OrderFileForm {
  mode: OrderImportMode;
  /** Nothing goes in when one order is bad: one transaction, so that the size of the file is limited. */
  allOrNothing: boolean;
  /** Orders of the past that are here with other content take the file's. */
  replace?: boolean;
  readOrder: OrderReader;
}

export type OrderFileServices = BatchServices & {
  readonly settings: Settings;
  readonly database: Database;
};
