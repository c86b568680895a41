import type { UnitOfWork } from '../commands/unit-of-work';

/** Told, in the same unit of work, of accounts that have a new name; for areas that keep a copy of it. */
export interface AccountRenamedPort {
  accountsRenamed(uow: UnitOfWork, renamed: readonly { accountId: string; name: string }[]): Promise<void>;
}
