import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Libsql from 'libsql';
import mysql from 'mysql2/promise';
import { findMariaDb, startMariaDb } from '../../../scripts/lib/mariadb.mjs';
import { adminToken, Api, makeCompany } from './api.mjs';
import { RedisServer, Server } from './children.mjs';

const SECRET = 'a secret that is only good for tests of faults';

/** Servers on one database with a company, and everything that ends with them. */
export class Stage {
  servers = [];
  redis = null;
  mariadb = null;
  #endings = [];

  /** Servers on a private MariaDB, with a Redis where one is installed. */
  static async onMariaDb(serverCount) {
    const stage = new Stage();
    try {
      await stage.#openMariaDb(serverCount);
      return stage;
    } catch (error) {
      await stage.end();
      throw error;
    }
  }

  /** One server on the embedded database. */
  static async embedded() {
    const stage = new Stage();
    try {
      const folder = stage.#folder();
      const env = environment(folder);
      stage.query = async (sql, params = []) => readOnce(path.join(folder, 'orderwire.db'), sql, params);
      await stage.#startServers(1, env);
      return stage;
    } catch (error) {
      await stage.end();
      throw error;
    }
  }

  async #openMariaDb(serverCount) {
    this.mariadb = await startMariaDb(findMariaDb());
    this.#endings.push(() => this.mariadb.stop());
    if (RedisServer.installed) {
      this.redis = await RedisServer.create();
      this.#endings.push(() => this.redis.kill());
    }
    await withConnection(this.mariadb.url, (connection) => connection.query('CREATE DATABASE orderwire'));
    const url = `${this.mariadb.url}orderwire`;
    this.query = (sql, params = []) =>
      withConnection(url, async (connection) => (await connection.query(sql, params))[0]);
    const env = { ...environment(this.#folder()), DATABASE_URL: url };
    await this.#startServers(serverCount, { ...env, ...(this.redis && { REDIS_URL: this.redis.url }) });
  }

  async #startServers(count, env) {
    for (let i = 1; i <= count; i++) {
      const server = await Server.create(`server ${i}`, env);
      this.servers.push(server);
      this.#endings.push(async () => {
        if (server.alive) server.thaw();
        await server.kill();
      });
      await server.start();
    }
    this.api = new Api(this.servers, adminToken(env));
    this.accountId = await makeCompany(this.api);
  }

  #folder() {
    const folder = mkdtempSync(path.join(tmpdir(), 'orderwire-faults-'));
    this.#endings.push(async () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
    return folder;
  }

  /** The server that said last that it gives the positions. */
  get leader() {
    const leading = this.servers.filter(({ alive, leadingSince }) => alive && leadingSince !== null);
    return leading.sort((a, b) => b.leadingSince - a.leadingSince)[0] ?? this.servers[0];
  }

  async end() {
    for (const ending of this.#endings.splice(0).reverse()) {
      await ending().catch((error) => console.error(error));
    }
  }
}

function environment(folder) {
  return {
    NODE_ENV: 'development',
    ORDERWIRE_DATA_DIR: folder,
    ORDERWIRE_SECRET: SECRET,
    ORDERWIRE_DEMO: '0',
    ORDERWIRE_PLAYGROUND: '0',
    LOG_LEVEL: 'info',
    ORDERWIRE_MAX_OPERATIONS_PER_PRINCIPAL: '20000',
  };
}

async function withConnection(url, work) {
  const connection = await connect(url);
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

/** A database that was just killed comes back. */
async function connect(url) {
  for (const deadline = Date.now() + 30_000; ; await sleep(200)) {
    try {
      return await mysql.createConnection({ uri: url, supportBigNumbers: true });
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

function readOnce(file, sql, params) {
  const database = new Libsql(file);
  try {
    return database.prepare(sql).all(params);
  } finally {
    database.close();
  }
}
