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
  accountIds = [];
  redis = null;
  mariadb = null;
  #endings = [];

  /** Servers on a private MariaDB, with a Redis where one is installed, unless told otherwise, and more settings. */
  static async onMariaDb(serverCount, { redis = RedisServer.installed, settings = {}, company } = {}) {
    const stage = new Stage();
    try {
      await stage.#openMariaDb(serverCount, { redis, settings, company });
      return stage;
    } catch (error) {
      await stage.end();
      throw error;
    }
  }

  /** One server on the embedded database, with more settings. */
  static async embedded(settings = {}, company) {
    const stage = new Stage();
    try {
      const folder = stage.#folder();
      const env = { ...environment(folder), ...settings };
      const file = path.join(folder, 'orderwire.db');
      stage.query = async (sql, params = []) => readOnce(file, sql, params);
      stage.reader = async () => readerOf(new Libsql(file));
      await stage.#startServers(1, env, company);
      return stage;
    } catch (error) {
      await stage.end();
      throw error;
    }
  }

  async #openMariaDb(serverCount, { redis, settings, company }) {
    this.mariadb = await startMariaDb(findMariaDb());
    this.#endings.push(() => this.mariadb.stop());
    if (redis) {
      this.redis = await RedisServer.create();
      this.#endings.push(() => this.redis.kill());
    }
    await withConnection(this.mariadb.url, (connection) => connection.query('CREATE DATABASE orderwire'));
    const url = `${this.mariadb.url}orderwire`;
    this.query = (sql, params = []) =>
      withConnection(url, async (connection) => (await connection.query(sql, params))[0]);
    this.reader = async () => {
      const connection = await connect(url);
      return { rows: async (sql) => (await connection.query(sql))[0], close: () => connection.end() };
    };
    const env = { ...environment(this.#folder()), ...settings, DATABASE_URL: url };
    if (this.redis) env.REDIS_URL = this.redis.url;
    await this.#startServers(serverCount, env, company);
  }

  async #startServers(count, env, company) {
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
    this.accountIds = await makeCompany(this.api, company);
  }

  get accountId() {
    return this.accountIds[0];
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
  for (const deadline = Date.now() + 180_000; ; await sleep(200)) {
    try {
      return await mysql.createConnection({ uri: url, supportBigNumbers: true });
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

function readerOf(database) {
  return { rows: async (sql) => database.prepare(sql).all(), close: async () => database.close() };
}

function readOnce(file, sql, params) {
  const database = new Libsql(file);
  try {
    return database.prepare(sql).all(params);
  } finally {
    database.close();
  }
}
