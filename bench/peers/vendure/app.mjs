/**
 * Vendure, out of the folder that it is installed in: `node app.mjs fill FOLDER` makes its schema and a company and writes to standard
 * output what requests need to know of it; `node app.mjs serve FOLDER` is the server. DATABASE_URL, HOST and PORT as our server has them.
 */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fillCompany } from './fill-company.mjs';

const [, , command, folder] = process.argv;
const vendure = createRequire(path.join(folder, 'package.json'))('@vendure/core');
const { bootstrap, dummyPaymentHandler, DefaultLogger, LogLevel } = vendure;

/** As many connections as our server has. */
const POOL = 16;

/** Nobody signs in by password: hundreds of bcrypt hashes would only make filling slow. */
const unhashed = { hash: async () => '-', check: async () => false };

if (command === 'fill') {
  const app = await bootstrap(config({ synchronize: true, passwordHashingStrategy: unhashed }));
  process.stdout.write(JSON.stringify(await fillCompany(app, vendure)));
  await app.close();
} else {
  await bootstrap(config({ synchronize: false }));
}

/** Vendure's defaults but for what is named: jobs go through memory, there is no index for searching, nothing sends mail. */
function config({ synchronize, ...authOptions }) {
  const { hostname, port, username, password, pathname } = new URL(process.env.DATABASE_URL);
  return {
    apiOptions: { hostname: process.env.HOST, port: Number(process.env.PORT), introspection: false },
    authOptions: {
      tokenMethod: 'bearer',
      superadminCredentials: { identifier: 'admin', password: randomUUID() },
      ...authOptions,
    },
    dbConnectionOptions: {
      type: 'mariadb',
      host: hostname,
      port: Number(port),
      username,
      password,
      database: pathname.slice(1),
      synchronize,
      logging: false,
      poolSize: POOL,
    },
    logger: new DefaultLogger({ level: LogLevel.Error }),
    paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  };
}
