import { useGraphiQL, useGraphiQLActions, useHeadersEditorState } from '@graphiql/react';
import { useEffect, type ReactNode } from 'react';
import type { DemoToken } from './demo-config';
import { tokenIn, withToken } from './headers';
import icon from './icon.svg';

/** The page's header: its name, the role picker of the demo, and the way to the schema's documentation. */
export function Bar({ tokens }: { readonly tokens: readonly DemoToken[] }): ReactNode {
  useSchemaOfToken();
  return (
    <>
      <h1>
        <img src={icon} alt="" width={24} height={24} />
        Orderwire <span>playground</span>
      </h1>
      {tokens.length > 0 ? (
        <RolePicker tokens={tokens} />
      ) : (
        <p>Put your bearer token under Headers: the schema loads with it.</p>
      )}
      <button type="button" onClick={showSchemaDocs}>
        Schema docs
      </button>
    </>
  );
}

/** Shows whose token the current tab's headers carry, and puts another one in, once there are editors. Each tab keeps its own. */
function RolePicker({ tokens }: { readonly tokens: readonly DemoToken[] }): ReactNode {
  const [headers, setHeaders] = useHeadersEditorState();
  const { stop } = useGraphiQLActions();
  const ready = useGraphiQL((state) => Boolean(state.queryEditor && state.headerEditor));
  const current = tokenIn(headers);
  const known = tokens.some(({ token }) => token === current);
  const choose = (token: string): void => {
    stop(); // a running subscription still has the rights of the role before
    setHeaders(withToken(headers, token));
  };
  return (
    <label>
      Act as
      <select
        disabled={!ready}
        value={known ? current! : ''}
        onChange={(event) => choose(event.target.value)}
      >
        {ready && !known && (
          <option value="" disabled>
            {current === null ? 'nobody' : 'own token'}
          </option>
        )}
        {tokens.map(({ role, token }) => (
          <option key={role} value={token}>
            {role.toLowerCase().replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Without a good token there is no schema: asks again when the headers have changed. */
function useSchemaOfToken(): void {
  const [headers] = useHeadersEditorState();
  const schema = useGraphiQL((state) => state.schema);
  const { introspect } = useGraphiQLActions();
  useEffect(() => {
    if (schema || tokenIn(headers) === null) return;
    const timer = setTimeout(() => void introspect(), 500);
    return () => clearTimeout(timer);
  }, [headers, schema, introspect]);
}

/** GraphiQL opens its panes by the buttons of its sidebar only: its actions leave a closed pane out of sight. */
function showSchemaDocs(): void {
  document
    .querySelector<HTMLElement>('.graphiql-sidebar [aria-label="Show Documentation Explorer"]')
    ?.click();
}
