/** What a code says, for people: when it comes, what its details may hold, and what the caller can do then. */
export interface ErrorMeaning {
  when: string;
  details?: Readonly<Record<string, string>>;
  then: string;
}
