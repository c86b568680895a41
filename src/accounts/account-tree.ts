import type { Account } from '../../entities/accounts/account';
import { invalidInput } from '../shared/invalid-input';

type Place = Pick<Account, 'id' | 'path'>;

/** Length of the column; eleven ids of 26 characters and their slashes. */
const MAX_PATH = 300;
export const MAX_LEVELS = 11;

/** The materialised path of an account below a parent, or at the top. */
export function pathBelow(parent: Pick<Account, 'path'> | null, id: string): string {
  return `${parent?.path ?? '/'}${id}/`;
}

/** The accounts of a list that lie below another, at any depth. */
export function descendantsOf<P extends Place>({ id, path }: Place, accounts: readonly P[]): P[] {
  return accounts.filter((account) => account.id !== id && account.path.startsWith(path));
}

/** Throws when the account cannot be put below the parent: a cycle, or a tree that is too deep. `below` are its descendants. */
export function checkMove(account: Place, parent: Place, below: readonly Place[]): void {
  if (parent.path.startsWith(account.path)) {
    throw invalidInput(
      'parentId',
      'acyclic',
      'the parent is the account itself or lies below it; choose one outside of its tree',
    );
  }
  const above = account.path.length - account.id.length - 1;
  const longest = Math.max(account.path.length, ...below.map(({ path }) => path.length));
  checkDepth(parent.path.length + longest - above);
}

/** Throws when a new account below the parent would be too deep. */
export function checkDepth(pathLength: number): void {
  if (pathLength <= MAX_PATH) return;
  throw invalidInput(
    'parentId',
    'depth',
    `a tree of accounts has at most ${MAX_LEVELS} levels; choose a higher parent`,
    { max: MAX_LEVELS },
  );
}
