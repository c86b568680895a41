/** The form in which names are compared: lower case, without accents, single blanks. */
export function searchForm(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** The distinct words of a name in their search form, each cut at 60 characters. */
export function searchWords(text: string): string[] {
  const words = searchForm(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return [...new Set(words.map((word) => word.slice(0, 60)))];
}

/** A text as the fixed start of a LIKE pattern whose escape character is `!`. */
export function likePrefix(text: string): string {
  return `${text.replace(/[!%_]/g, (c) => `!${c}`)}%`;
}
