import { isUtf8 } from 'node:buffer';
import { openFile } from '../csv-rows';

/** A line of a text file, without its end. */
export interface TextLine {
  /** From 1. */
  number: number;
  text: string;
  /** Why it cannot be read; `text` is empty then. */
  problem?: string;
  /** The file ends on it, without a line end: it may have been cut. */
  unended?: true;
}

/** Bytes. An order of 500 lines needs a tenth of it. */
const MAX_LINE = 1_000_000;

const NEWLINE = 10;
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * The lines of a text file (UTF-8, ended by LF or CRLF; from `.gz` when the name ends so), one at a time. One that is no UTF-8 or longer
 * than 1,000,000 bytes has a problem instead of a text; no more than that is ever held.
 */
export async function* textLines(file: string): AsyncGenerator<TextLine> {
  let number = 1;
  let parts: Buffer[] = [];
  let size = 0;
  const keep = (part: Buffer): void => {
    size += part.length;
    if (size <= MAX_LINE) parts.push(part);
    else parts = [];
  };
  const take = (): TextLine => {
    const line = size > MAX_LINE ? tooLong(number) : toLine(number, Buffer.concat(parts));
    number += 1;
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of openFile(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (size > 0) yield { ...take(), unended: true };
}

function toLine(number: number, bytes: Buffer): TextLine {
  if (!isUtf8(bytes)) return { number, text: '', problem: 'the line is not UTF-8' };
  const text = bytes.toString('utf8').replace(/\r$/, '');
  return { number, text: number === 1 ? text.replace(BYTE_ORDER_MARK, '') : text };
}

function tooLong(number: number): TextLine {
  return { number, text: '', problem: `the line is longer than ${MAX_LINE.toLocaleString('en')} bytes` };
}
