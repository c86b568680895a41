import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { GraphQLError, type ValidationRule } from 'graphql';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { DomainError } from '../shared/errors';
import { StartupError } from '../shared/startup-error';

/** SHA-256 of a document in hexadecimal, as it is or after `sha256:`. */
const DOCUMENT_ID = /^(?:sha256:)?([\da-f]{64})$/;
const MANIFEST = z.record(z.string().regex(DOCUMENT_ID), z.string());

const LEARNED = 1_000;
const LEARNED_LENGTH = 20_000;

interface PersistedPayload {
  query?: unknown;
  documentId?: unknown;
  extensions?: unknown;
}

/**
 * Documents that clients name by their SHA-256 instead of sending them: those of a manifest, and unless only these are trusted, those
 * that clients have sent along with it before (automatic persisted queries).
 */
export class TrustedDocuments {
  private readonly learned = new LRUCache<string, string>({ max: LEARNED });

  constructor(
    private readonly manifest: ReadonlyMap<string, string>,
    /** Nothing but the manifest's documents may run. */
    readonly only: boolean,
  ) {}

  /** The text that a payload means, whichever way it names it. Throws `PERSISTED_QUERY_NOT_FOUND`. */
  textOf({ query, documentId, extensions }: PersistedPayload): string | null {
    const hash = hashIn(documentId, extensions);
    if (typeof query === 'string' && query !== '') {
      if (hash !== null) this.learn(hash, query);
      return query;
    }
    if (hash === null) return null;
    const text = this.find(hash);
    if (text !== undefined) return text;
    throw new DomainError(
      'PERSISTED_QUERY_NOT_FOUND',
      this.only
        ? 'The document is not in the manifest of this server. Publish it there first.'
        : 'PersistedQueryNotFound',
    );
  }

  /** Where Apollo looks for the texts of hashes. */
  asCache() {
    const hashOf = (key: string): string => key.slice(key.lastIndexOf(':') + 1);
    return {
      get: async (key: string): Promise<string | undefined> => this.find(hashOf(key)),
      set: async (key: string, text: string): Promise<void> => this.learn(hashOf(key), text),
      delete: async (): Promise<void> => undefined,
    };
  }

  /** Where only the manifest is trusted: a rule that refuses anything else. */
  rules(): ValidationRule[] {
    if (!this.only) return [];
    return [
      (context) => ({
        Document: (document) => {
          const text = document.loc?.source.body ?? '';
          if (this.manifest.has(sha256(text))) return;
          const error = new DomainError(
            'DOCUMENT_NOT_TRUSTED',
            'This server runs only the documents of its manifest. Publish the document there first.',
          );
          context.reportError(new GraphQLError(error.message, { originalError: error }));
        },
      }),
    ];
  }

  private find(hash: string): string | undefined {
    return this.manifest.get(hash) ?? this.learned.get(hash);
  }

  private learn(hash: string, text: string): void {
    if (!this.only && text.length <= LEARNED_LENGTH && sha256(text) === hash) this.learned.set(hash, text);
  }
}

/** Reads the manifest that code generation makes. Throws a `StartupError` for one that cannot be used. */
export async function loadTrustedDocuments(file: string | null, only: boolean): Promise<TrustedDocuments> {
  if (file === null) return new TrustedDocuments(new Map(), only);
  try {
    const entries = Object.entries(MANIFEST.parse(JSON.parse(await readFile(file, 'utf8'))));
    const byText = entries.map(([, text]) => [sha256(text), text] as const);
    const byHash = entries.map(([id, text]) => [DOCUMENT_ID.exec(id)![1]!, text] as const);
    return new TrustedDocuments(new Map([...byHash, ...byText]), only);
  } catch (error) {
    const why =
      error instanceof z.ZodError ? 'it does not map SHA-256 hashes to documents' : (error as Error).message;
    throw new StartupError(`The manifest ${file} of trusted documents cannot be read: ${why}.`);
  }
}

function hashIn(documentId: unknown, extensions: unknown): string | null {
  if (typeof documentId === 'string') return DOCUMENT_ID.exec(documentId)?.[1] ?? null;
  const persisted = (extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined)
    ?.persistedQuery;
  return typeof persisted?.sha256Hash === 'string' ? persisted.sha256Hash : null;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
