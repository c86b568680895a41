import { ProgressNotes, type Progress } from '../../../src/intake/checkpoints';

const at = (done: number): Progress => ({ step: 'orders', done });

/** Notes that are written when `go` is called, once for each that is under way. */
function slowNotes() {
  const written: (Progress | null)[] = [];
  const waiting: (() => void)[] = [];
  const notes = new ProgressNotes(async (progress) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    written.push(progress);
  });
  const go = async (): Promise<void> => {
    waiting.shift()!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { notes, written, go };
}

describe('the notes of how far an import has come', () => {
  it('are written one at a time, and what it comes to meanwhile makes one more', async () => {
    const { notes, written, go } = slowNotes();
    for (const done of [1, 2, 3]) notes.put(at(done));
    await go();
    expect(written).toEqual([at(1)]);
    await go();
    expect(written).toEqual([at(1), at(3)]);
    notes.put(null);
    await go();
    expect(written).toEqual([at(1), at(3), null]);
  });

  it('are all written when that is waited for', async () => {
    const { notes, written, go } = slowNotes();
    notes.put(at(1));
    notes.put(at(2));
    let ended = false;
    const end = notes.written().then(() => (ended = true));
    await go();
    expect(ended).toBe(false);
    await go();
    await end;
    expect(written).toEqual([at(1), at(2)]);
  });

  it('throw what kept them from being written to the one who waits', async () => {
    const notes = new ProgressNotes(() => Promise.reject(new Error('no database')));
    notes.put(at(1));
    notes.put(at(2));
    await expect(notes.written()).rejects.toThrow('no database');
  });
});
