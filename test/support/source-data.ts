import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where data sets lie that are too big for the repository. */
const DATA = path.resolve(
  process.env.ORDERWIRE_DATA ?? path.join(__dirname, '..', '..', '..', 'shared', 'data'),
);

/** Tests of a data set, given its folder. Where it is absent they are skipped, and their title says so. */
export function describeWithData(title: string, dataSet: string, tests: (folder: string) => void): void {
  const folder = path.join(DATA, dataSet);
  if (existsSync(folder)) {
    describe(title, () => tests(folder));
    return;
  }
  describe.skip(`${title}: skipped, there is no ${folder}; set ORDERWIRE_DATA to the folder that holds ${dataSet}`, () =>
    tests(folder));
}
