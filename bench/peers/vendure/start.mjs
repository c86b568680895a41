import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { ROOT } from '../../../scripts/lib/run.mjs';
import { startServer } from '../../lib/processes.mjs';

const APP = path.join(ROOT, 'bench', 'peers', 'vendure', 'app.mjs');
/** By itself Vendure would report its use to its makers, and leave a file in the folder that it is started in. */
const environment = (databaseUrl) => ({
  NODE_ENV: 'production',
  DATABASE_URL: databaseUrl,
  VENDURE_DISABLE_TELEMETRY: 'true',
});

/** Makes the schema and the company; resolves to what requests must know of them. */
export async function fillVendure(databaseUrl, folder) {
  const env = {
    ...process.env,
    ...environment(databaseUrl),
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
  };
  const child = spawn(process.execPath, [APP, 'fill', folder], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`Filling Vendure ended with code ${code}`);
  return JSON.parse(text);
}

export function startVendure(databaseUrl, peerFolder, folder) {
  return startServer('vendure', [APP, 'serve', peerFolder], environment(databaseUrl), {
    folder,
    ready: '/health',
  });
}
