import { LiveSource, type LiveBatch, type LiveItem } from '../../../src/events/live-source';
import { closeable } from '../../../src/events/stream';

class AwaySource extends LiveSource<LiveItem> {
  readonly log = null as never;
  readonly joinWithin = 0n;
  begin = (): Promise<bigint> => Promise.resolve(0n);
  read = (): Promise<LiveBatch<LiveItem>> => Promise.reject(new Error('away'));
  tail = (): Promise<never> => Promise.reject(new Error('away'));
}

describe('the end of a stream', () => {
  let unhandled: unknown[];
  const note = (reason: unknown): void => void unhandled.push(reason);
  beforeEach(() => {
    unhandled = [];
    process.on('unhandledRejection', note);
  });
  afterEach(() => process.off('unhandledRejection', note));
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

  it('of a source that is away leaves no failed promise to the process, whether it was read or not', async () => {
    await new AwaySource()[Symbol.asyncIterator]().return();
    const read = new AwaySource()[Symbol.asyncIterator]();
    await expect(read.next()).rejects.toThrow('away');
    await read.return();
    await settled();
    expect(unhandled).toEqual([]);
  });

  it('that cannot be closed leaves none either', async () => {
    const generator = (async function* (): AsyncGenerator<number, void> {})();
    await closeable(generator, () => Promise.reject(new Error('closed badly'))).return();
    await settled();
    expect(unhandled).toEqual([]);
  });
});
