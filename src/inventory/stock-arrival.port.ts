import type { UnitOfWork } from '../commands/unit-of-work';
import type { LevelSet } from './level-set';
import type { CommandStamp } from './movement';

/** Told when more of some SKUs has become available, so that whoever waits for them is served in the same unit of work. */
export interface StockArrivalPort {
  /** Called before `levels` are saved; what it moves on them is saved with them. All levels of `skus` are locked. */
  stockArrived(
    uow: UnitOfWork,
    levels: LevelSet,
    skus: readonly string[],
    command: CommandStamp,
  ): Promise<void>;
}

export interface InventoryDeps {
  stockArrival: StockArrivalPort;
}
