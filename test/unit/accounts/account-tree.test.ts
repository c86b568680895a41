import {
  checkDepth,
  checkMove,
  descendantsOf,
  MAX_LEVELS,
  pathBelow,
} from '../../../src/accounts/account-tree';
import { newId } from '../../../src/shared/ids';

interface Place {
  id: string;
  path: string;
}

function place(parent: Place | null): Place {
  const id = newId();
  return { id, path: pathBelow(parent, id) };
}

function chain(length: number): Place[] {
  const places: Place[] = [];
  for (let i = 0; i < length; i++) places.push(place(places.at(-1) ?? null));
  return places;
}

describe('the tree of accounts', () => {
  it('names every ancestor in the path, from the top to the account itself', () => {
    const [top, middle, leaf] = chain(3);
    expect(leaf!.path).toBe(`/${top!.id}/${middle!.id}/${leaf!.id}/`);
  });

  it('finds what lies below an account at any depth, and not the account itself', () => {
    const [top, middle, leaf] = chain(3);
    const stranger = place(null);
    expect(descendantsOf(top!, [top!, middle!, leaf!, stranger])).toEqual([middle, leaf]);
  });

  it('refuses to put an account below itself or below one of its descendants', () => {
    const [top, middle, leaf] = chain(3);
    const cycle = expect.objectContaining({
      code: 'VALIDATION_FAILED',
      message: expect.stringContaining('below it'),
    });
    expect(() => checkMove(top!, top!, [middle!, leaf!])).toThrow(cycle);
    expect(() => checkMove(top!, leaf!, [middle!, leaf!])).toThrow(cycle);
    expect(() => checkMove(middle!, place(null), [leaf!])).not.toThrow();
  });

  it('allows eleven levels and no more, counting what moves along', () => {
    expect(() => checkDepth(chain(MAX_LEVELS).at(-1)!.path.length)).not.toThrow();
    expect(() => checkDepth(chain(MAX_LEVELS + 1).at(-1)!.path.length)).toThrow(/at most 11 levels/);
    const [top, leaf] = chain(2);
    expect(() => checkMove(top!, chain(MAX_LEVELS - 2).at(-1)!, [leaf!])).not.toThrow();
    expect(() => checkMove(top!, chain(MAX_LEVELS - 1).at(-1)!, [leaf!])).toThrow(/at most 11 levels/);
  });
});
