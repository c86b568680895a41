/** What the server hands to the page in demo mode; `null` anywhere else. */
export interface DemoConfig {
  /** Headers that the editor starts with. */
  readonly headers: { readonly authorization: string } | null;
  /** One token per role, in the order of the picker. */
  readonly tokens: readonly DemoToken[];
}

export interface DemoToken {
  readonly role: string;
  readonly token: string;
}

/** Reads `config.json` beside the page. Without an answer the page works too: with the person's own token. */
export async function loadDemoConfig(): Promise<DemoConfig | null> {
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}config.json`);
    return response.ok ? ((await response.json()) as DemoConfig | null) : null;
  } catch {
    return null;
  }
}
