import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { namesOf } from '../../../src/documents/document-names';
import { DOCUMENTS } from '../../../src/server/areas';
import { ERROR_CODES, type ErrorCode } from '../../../src/shared/errors';

const ROOT = path.join(__dirname, '..', '..', '..');

interface Failure {
  place: string;
  code: string;
  details: string[];
}

function sources(): ts.SourceFile[] {
  const files = ['src', 'resolvers', 'subscriptions'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.join(folder, file)),
  );
  return files.map((file) =>
    ts.createSourceFile(file, readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true),
  );
}

/** Every `new DomainError('CODE', …, { details })` of the program, with the details that it names. */
function failuresOf(source: ts.SourceFile): Failure[] {
  const found: Failure[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'DomainError') {
      const [code, , details] = node.arguments ?? [];
      if (code && ts.isStringLiteral(code)) {
        found.push({ place: source.fileName, code: code.text, details: details ? namesIn(details) : [] });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function namesIn(details: ts.Expression): string[] {
  if (!ts.isObjectLiteralExpression(details)) return [];
  return details.properties.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []));
}

function documentedDetails(code: string): string[] {
  const meaning = ERROR_CODES[code as ErrorCode];
  return 'details' in meaning ? Object.keys(meaning.details) : [];
}

/** The detail with a document's number, for each document that has a lifecycle and numbers. */
const DOCUMENT_NUMBERS = DOCUMENTS.filter(({ number, lifecycle }) => number && lifecycle).map(
  ({ lifecycle }) => namesOf(lifecycle!).numberKey,
);

/** Details that are spread, named by a variable, or written without a `DomainError`. */
const COMPUTED = new Set([
  ...['NOT_FOUND.number', 'DUPLICATE.sku', 'DUPLICATE.system', 'DUPLICATE.externalId'],
  ...['FILTER_UNSUPPORTED.maxRows', 'FILTER_UNSUPPORTED.maxOrders'],
  ...DOCUMENT_NUMBERS.flatMap((name) => [`INVALID_TRANSITION.${name}`, `VERSION_CONFLICT.${name}`]),
  ...['RESYNC_REQUIRED.position', 'RESYNC_REQUIRED.logEpoch', 'INTERNAL_SERVER_ERROR.errorId'],
]);

describe('the codes of errors', () => {
  const files = sources();
  const failures = files.flatMap(failuresOf);

  it('say what the details of each failure are', () => {
    expect(failures.length).toBeGreaterThan(60);
    const undocumented = failures.flatMap(({ place, code, details }) =>
      details
        .filter((name) => !documentedDetails(code).includes(name))
        .map((name) => `${place}: ${code}.${name}`),
    );
    expect(undocumented).toEqual([]);
  });

  it('name no details that no failure has', () => {
    const stated = new Set(failures.flatMap(({ code, details }) => details.map((name) => `${code}.${name}`)));
    const unstated = Object.keys(ERROR_CODES).flatMap((code) =>
      documentedDetails(code)
        .map((name) => `${code}.${name}`)
        .filter((detail) => !stated.has(detail) && !COMPUTED.has(detail)),
    );
    expect(unstated).toEqual([]);
  });

  it('are all in use', () => {
    const text = files
      .filter(({ fileName }) => !fileName.endsWith(path.join('shared', 'errors.ts')))
      .map((file) => file.text)
      .join('\n');
    const unused = Object.keys(ERROR_CODES).filter((code) => !text.includes(`'${code}'`));
    expect(unused).toEqual([]);
  });
});
