import { SingleBar } from 'cli-progress';

/** Shows how far something has come: a bar on a terminal, a line at the start and the end elsewhere. */
export function progressLine(
  stream: NodeJS.WriteStream,
  title: string,
): (done: number, total: number) => void {
  let bar: SingleBar | null = null;
  return (done, total) => {
    if (!stream.isTTY) {
      if (done === 1 || done === total) stream.write(`${title}: ${done} of ${total}\n`);
      return;
    }
    if (!bar) {
      bar = new SingleBar({ format: `${title} {bar} {percentage}%`, stream, hideCursor: true });
      bar.start(total, done);
    }
    bar.update(done);
    if (done === total) bar.stop();
  };
}
