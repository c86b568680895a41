import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { WebSocket } from 'ws';

const INTERVAL_US = 500;

/** Profiles a process that was started with `--inspect`, from `start` to `stop`: not while it starts up and warms up. */
export async function attachProfiler(inspectorPort, folder) {
  const [{ webSocketDebuggerUrl }] = await (await fetch(`http://127.0.0.1:${inspectorPort}/json`)).json();
  const socket = new WebSocket(webSocketDebuggerUrl, { maxPayload: 0 });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const send = caller(socket);
  await send('Profiler.enable');
  await send('Profiler.setSamplingInterval', { interval: INTERVAL_US });
  return {
    start: () => send('Profiler.start'),
    async stop(name) {
      const { profile } = await send('Profiler.stop');
      writeFileSync(path.join(folder, `${name}.cpuprofile`), JSON.stringify(profile));
    },
    close: () => socket.close(),
  };
}

/** Commands of the inspector's protocol, each answered under its id. */
function caller(socket) {
  const waiting = new Map();
  let last = 0;
  socket.on('message', (data) => {
    const { id, result, error } = JSON.parse(data);
    if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  return (method, params) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
}
