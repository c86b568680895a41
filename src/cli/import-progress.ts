import { SingleBar } from 'cli-progress';
import type { ImportProgress } from '../imports/import-services';

const FORMAT = '{name} {bar} {value} of {total}, {eta_formatted} left';
const NAME_WIDTH = 22;

/** Shows how an import goes on: one bar for each step on a terminal, one line for each elsewhere. */
export function importProgress(stream: NodeJS.WriteStream): ImportProgress {
  return stream.isTTY ? progressBars(stream) : progressLines(stream);
}

function progressBars(stream: NodeJS.WriteStream): ImportProgress {
  let bar: SingleBar | undefined;
  return {
    begin(name, total) {
      bar = new SingleBar({ format: FORMAT, stream, hideCursor: true, autopadding: true });
      bar.start(total, 0, { name: name.padEnd(NAME_WIDTH) });
    },
    advance: (done) => bar?.update(done),
    end: () => bar?.stop(),
  };
}

function progressLines(stream: NodeJS.WriteStream): ImportProgress {
  let name = '';
  let count = 0;
  return {
    begin(step) {
      name = step;
      count = 0;
    },
    advance: (done) => void (count = done),
    end: () => void stream.write(`${name}: ${count}\n`),
  };
}
