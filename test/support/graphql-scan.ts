/** What a probe is given of an answer. */
export interface Probed {
  status: number;
  text: string;
  /** Undefined when it is not JSON. */
  json: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- whatever the server says
}
type Ask = (init: RequestInit & { search?: string }) => Promise<Probed>;

/**
 * Weaknesses that scanners of GraphQL servers look for, each with what shows that it is there: the checks of graphql-cop
 * (https://github.com/dolevf/graphql-cop), and the repeated field that it has switched off.
 */
export const WEAKNESSES: Readonly<Record<string, (ask: Ask) => Promise<boolean>>> = {
  'suggests names of fields': async (ask) =>
    /Did you mean/.test((await query(ask, '{ __schema { directive } }')).text),
  'shows its schema': async (ask) =>
    Boolean(
      (await query(ask, '{ __schema { types { name fields { name } } } }')).json?.data?.__schema?.types,
    ),
  'shows its schema in circles': async (ask) => {
    const circle = 'fields { type { '.repeat(4) + 'name' + ' } }'.repeat(4);
    return (
      (await query(ask, `{ __schema { types { ${circle} } } }`)).json?.data?.__schema?.types?.length > 25
    );
  },
  'shows a page of GraphiQL at its address': async (ask) => {
    const { status, text } = await ask({ headers: { accept: 'text/html' } });
    return status < 400 && /graphiql\.min\.css|GraphiQL|GraphQL Playground|graphql-playground/.test(text);
  },
  'answers GET without a preflight': async (ask) =>
    Boolean((await ask({ search: '?query=query cop {__typename}' })).json?.data?.__typename),
  'mutates by GET': async (ask) =>
    Boolean((await ask({ search: '?query=mutation cop {__typename}' })).json?.data?.__typename),
  'takes forms': async (ask) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ query: 'query cop { __typename }' }).toString();
    return Boolean((await ask({ method: 'POST', headers, body })).json?.data?.__typename);
  },
  'answers a hundred aliases': async (ask) => {
    const aliases = Array.from({ length: 101 }, (_, i) => `alias${i}:__typename`).join('\n');
    return Boolean((await query(ask, `{ ${aliases} }`)).json?.data?.alias100);
  },
  'answers batches': async (ask) => {
    const batch = Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' }));
    const { json } = await post(ask, batch);
    return Array.isArray(json) ? json.length >= 10 : Object.keys(json ?? {}).length >= 10;
  },
  'answers each of ten unknown directives': async (ask) =>
    (await query(ask, `{ __typename ${'@aa'.repeat(10)} }`)).json?.errors?.length === 10,
  'answers a field five hundred times': async (ask) =>
    Boolean((await query(ask, `{ ${'__typename \n'.repeat(500)} }`)).json?.data?.__typename),
  traces: async (ask) => /"tracing"/i.test((await query(ask, '{ __typename }')).text),
  'shows exceptions': async (ask) =>
    /"exception"|stack/i.test((await post(ask, { query: 'qwerty cop { abc }', operationName: 'cop' })).text),
};

const query = (ask: Ask, selection: string): Promise<Probed> =>
  post(ask, { query: `query cop ${selection}`, operationName: 'cop' });

const post = (ask: Ask, body: unknown): Promise<Probed> =>
  ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Asks one address, as one caller. */
export function askerOf(url: string, headers: Readonly<Record<string, string>> = {}): Ask {
  return async ({ search = '', ...init }) => {
    const response = await fetch(url + search, { ...init, headers: { ...headers, ...init.headers } });
    const text = await response.text();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: response.status, text, json };
  };
}

/** Whether an address looks like a GraphQL API to a scanner, which looks for weaknesses only there. */
export async function looksLikeGraphQL(ask: Ask): Promise<boolean> {
  const { json } = await query(ask, '{ __typename }');
  return Boolean(json?.data ?? json?.errors);
}

/** The weaknesses that are found at an address. */
export async function weaknessesOf(ask: Ask): Promise<string[]> {
  const found: string[] = [];
  for (const [name, isThere] of Object.entries(WEAKNESSES)) if (await isThere(ask)) found.push(name);
  return found;
}
