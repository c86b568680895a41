import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './style.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createPortal } from 'react-dom';
import { Bar } from './bar';
import { type DemoConfig, loadDemoConfig } from './demo-config';
import { type Example, examples } from './examples';
import { createFetcher } from './fetcher';
import { startingHeaders } from './headers';
import { loadOrderSample } from './order-sample';

void open();

async function open(): Promise<void> {
  const config = await loadDemoConfig();
  const sample = await loadOrderSample(config);
  const visit = Math.random().toString(36).slice(2, 10);
  render(config, examples(sample, `playground-${visit}`));
}

function render(config: DemoConfig | null, tabs: readonly Example[]): void {
  const headers = startingHeaders(config?.headers ?? null);
  createRoot(element('root')).render(
    <GraphiQL
      fetcher={createFetcher({ ...config?.headers })}
      defaultTabs={tabs.map((tab) => ({ ...tab, headers }))}
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
