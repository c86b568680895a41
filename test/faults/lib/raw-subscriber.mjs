import WebSocket from 'ws';

/** A subscriber to one query, any number of times on one connection, that is not made again when it ends. Answers its socket. */
export function subscribe(server, token, { query, variables, count = 1, onNext }) {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  const say = (message) => socket.send(JSON.stringify(message));
  socket.on('open', () => say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (message.type === 'next') onNext?.(message.payload.data);
    if (message.type !== 'connection_ack') return;
    for (let i = 0; i < count; i++) say({ type: 'subscribe', id: String(i), payload: { query, variables } });
  });
  return socket;
}
