import net from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * One HTTP/1.1 client on one kept connection, one request at a time. Node's own client costs more CPU than the server
 * that is measured; this one reads only what is needed: the status and as many bytes as `content-length` says.
 */
export class KeptConnection {
  #socket;
  #token;
  #head;
  #received = [];
  #size = 0;
  #needed = 0;
  #status = 0;
  #waiting = null;

  constructor(url, token) {
    const { hostname, port } = new URL(url);
    this.#socket = net.connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', (error) => this.#waiting?.reject(error));
    this.#socket.on('close', () => this.#waiting?.reject(new Error('The server closed the connection')));
    this.#token = token;
    this.#head = `host: ${hostname}:${port}\r\ncontent-type: application/json\r\n`;
  }

  /** Resolves to the status and, as a buffer, the body. A request without body is a GET; one with a token of its own is of somebody else. */
  send({ path, body, token = this.#token }) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      const method = body === null ? 'GET' : 'POST';
      const length = body === null ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
      const authorization = token ? `authorization: Bearer ${token}\r\n` : '';
      this.#socket.write(
        `${method} ${path} HTTP/1.1\r\n${this.#head}${authorization}${length}\r\n${body ?? ''}`,
      );
    });
  }

  close() {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #take(chunk) {
    this.#received.push(chunk);
    this.#size += chunk.length;
    if (this.#needed === 0) this.#readHead();
    if (this.#needed > 0 && this.#size >= this.#needed) this.#finish();
  }

  #readHead() {
    const all = this.#received.length === 1 ? this.#received[0] : Buffer.concat(this.#received);
    const end = all.indexOf(HEAD_END);
    if (end < 0) return;
    const head = all.toString('latin1', 0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head);
    if (!length) throw new Error(`An answer without content-length:\n${head}`);
    this.#status = Number(head.slice(9, 12));
    this.#received = [all.subarray(end + 4)];
    this.#size = all.length - end - 4;
    this.#needed = Number(length[1]);
  }

  #finish() {
    const body = this.#received.length === 1 ? this.#received[0] : Buffer.concat(this.#received);
    const { resolve } = this.#waiting;
    this.#waiting = null;
    this.#received = [];
    this.#size = 0;
    this.#needed = 0;
    resolve({ status: this.#status, body });
  }
}
