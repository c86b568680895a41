import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { StartupError } from '../../shared/startup-error';
import { openFile } from '../csv-rows';

const NEWLINE = 10;

/** A file that was read through once, byte by byte, and must stay as it was then. */
export class SurveyedFile {
  private constructor(
    readonly file: string,
    /** Line breaks. */
    readonly lines: number,
    /** SHA-256 of what it says, unpacked. */
    readonly digest: string,
    /** Its last line has no end. */
    readonly isUnended: boolean,
    private readonly state: string,
  ) {}

  /** Throws a `StartupError` for a file that cannot be read to its end. */
  static async read(file: string): Promise<SurveyedFile> {
    try {
      const state = await stateOf(file);
      const digest = createHash('sha256');
      let lines = 0;
      let last = NEWLINE;
      for await (const chunk of openFile(file) as AsyncIterable<Buffer>) {
        digest.update(chunk);
        for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
        last = chunk.at(-1) ?? last;
      }
      return new SurveyedFile(file, lines, digest.digest('hex'), last !== NEWLINE, state);
    } catch (error) {
      throw new StartupError(`${file} cannot be read: ${(error as Error).message}.`);
    }
  }

  /** Throws a `StartupError` when the file is not as it was: what was read since then has not been checked. */
  async refuseChanged(): Promise<void> {
    if ((await stateOf(this.file).catch(() => '')) === this.state) return;
    throw new StartupError(
      `${this.file} was changed while it was read. Nothing more goes in: wait until it is complete, and import it again.`,
    );
  }
}

async function stateOf(file: string): Promise<string> {
  const { dev, ino, size, mtimeNs } = await stat(file, { bigint: true });
  return [dev, ino, size, mtimeNs].join(' ');
}
