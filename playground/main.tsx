import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './style.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createPortal } from 'react-dom';
import { Bar } from './bar';
import { type DemoConfig, loadDemoConfig } from './demo-config';
import { EXAMPLES } from './examples';
import { createFetcher } from './fetcher';
import { startingHeaders } from './headers';

void loadDemoConfig().then(render);

function render(config: DemoConfig | null): void {
  const headers = startingHeaders(config?.headers ?? null);
  createRoot(element('root')).render(
    <GraphiQL
      fetcher={createFetcher({ ...config?.headers })}
      defaultTabs={EXAMPLES.map((example) => ({ ...example, headers }))}
      defaultHeaders={headers}
      initialHeaders={headers}
      defaultEditorToolsVisibility="headers"
      shouldPersistHeaders={false}
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
      {createPortal(<Bar tokens={config?.tokens ?? []} />, element('bar'))}
    </GraphiQL>,
  );
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no element "${id}"`);
  return found;
}
