/** The floor: what a server must do at least, written by hand over node:http and mysql2. Runs until SIGTERM. */
import { createServer } from 'node:http';
import { openPool } from './database.mjs';
import { placeOrder } from './place-order.mjs';
import { readBookings, readOrder, readPage } from './read-orders.mjs';

const pool = openPool(process.env.DATABASE_URL, Number(process.env.POOL_SIZE));

const ROUTES = {
  '/ready': async () => ({}),
  '/orders': async (_search, body) => ({ order: await placeOrder(pool, JSON.parse(body)) }),
  '/page': (search) => readPage(pool, Number(search.slice('before='.length))),
  '/bookings': (search) => readBookings(pool, ...search.split(',')),
  '/order': (search) => readOrder(pool, search.slice('id='.length)),
};

const server = createServer((request, response) => {
  const [path, search = ''] = request.url.split('?');
  bodyOf(request)
    .then((body) => ROUTES[path](search, body))
    .then(
      (data) => send(response, 200, { data }),
      (error) => send(response, 500, { errors: [{ message: error.stack }] }),
    );
});
server.listen(Number(process.env.PORT), process.env.HOST);

process.on('SIGTERM', () => {
  server.close(() => pool.end(() => process.exit(0)));
  server.closeAllConnections();
});

function bodyOf(request) {
  return new Promise((resolve, reject) => {
    let body = '';
    request
      .setEncoding('utf8')
      .on('data', (chunk) => (body += chunk))
      .on('end', () => resolve(body))
      .on('error', reject);
  });
}

function send(response, status, body) {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
