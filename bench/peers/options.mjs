import { parseArgs } from 'node:util';
import { PAGE } from '../lib/workloads.mjs';
import { WORKLOADS } from './workloads.mjs';

/** Pages begin anywhere in the later half of the orders. */
const ORDERS_FOR_PAGES = 2 * PAGE;

const HELP = `node bench/peers/peers.mjs [options]
  --only page,place      some workloads: ${Object.keys(WORKLOADS).join(', ')}
  --rounds 3             measured rounds of each side; they take turns
  --seconds 10           length of a round
  --warm-up 15           seconds of the same work on each side beforehand
  --orders 1000          orders on both sides beforehand; the peer's are placed through its API, so they take time; a page needs ${ORDERS_FOR_PAGES}
  --clients 16           clients, each on a connection of its own
  --seed 1               of the generated data and of the requests
  --keep DIR             install the peer there and leave it there, or use what is there; otherwise a temporary folder is used
Needs a MariaDB server's program, npm, and a registry to install the peer from.`;

const DEFAULTS = { rounds: '3', seconds: '10', 'warm-up': '15', orders: '1000', clients: '16', seed: '1' };

/** The options of a run, with their defaults; ends the process for `--help` and for what it does not understand. */
export function readOptions(args) {
  const values = parse(args);
  const number = (name) => {
    const value = Number(values[name]);
    return value > 0 ? value : end(`--${name} must be a number above 0.\n${HELP}`, 1);
  };
  const workloads = listOf(values.only);
  if (workloads.includes('page') && number('orders') < ORDERS_FOR_PAGES)
    end(`--orders must be ${ORDERS_FOR_PAGES} at least for a page.\n${HELP}`, 1);
  return {
    workloads,
    rounds: number('rounds'),
    seconds: number('seconds'),
    warmUp: number('warm-up'),
    orders: number('orders'),
    clients: number('clients'),
    seed: number('seed'),
    keep: values.keep,
  };
}

function parse(args) {
  const numbers = Object.entries(DEFAULTS).map(([name, value]) => [name, { type: 'string', default: value }]);
  const options = {
    ...Object.fromEntries(numbers),
    only: { type: 'string', default: Object.keys(WORKLOADS).join(',') },
    keep: { type: 'string' },
    help: { type: 'boolean', default: false },
  };
  try {
    const { values } = parseArgs({ args, options });
    if (values.help) end(HELP, 0);
    return values;
  } catch (error) {
    return end(`${error.message}\n${HELP}`, 1);
  }
}

function listOf(text) {
  const names = text.split(',').filter(Boolean);
  const unknown = names.find((name) => !(name in WORKLOADS));
  return unknown ? end(`There is no workload "${unknown}".\n${HELP}`, 1) : names;
}

function end(message, code) {
  (code === 0 ? console.log : console.error)(message);
  process.exit(code);
}
