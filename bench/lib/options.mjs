import { parseArgs } from 'node:util';
import { WORKLOADS } from './workloads.mjs';

/** The workloads that show how cost grows, or the others. */
function named(growth) {
  return Object.keys(WORKLOADS).filter((name) => Boolean(WORKLOADS[name].growth) === growth);
}

const HELP = `npm run bench -- [options]
  --only place-16,page   some workloads: ${named(false).join(', ')};
                         beside them, how cost grows: ${named(true).join(', ')}
  --rounds 4             measured rounds of each side; who begins changes, so that an even number is fair
  --seconds 6            length of a round
  --warm-up 15           seconds of the same work on each side beforehand: a server is meant to run for long
  --orders 10000         orders in the tables beforehand
  --seed 1               of the generated data and of the requests
  --pool 32              connections of the floor's pool
  --servers 1            processes of our server on the one database; clients take turns
  --pages                beside them, page 1,000 against page 1 of our server, for every filter and sort order that an index serves
  --profile DIR          leave a CPU profile of our server's last round of each workload in DIR
  --smoke                seconds in all, little data: shows that the bench runs, its figures mean nothing
BENCH_DATABASE_URL=mysql://user:password@host:3306/ names a MariaDB server to use; otherwise a private one is started.`;

/** The options of a run, with their defaults; ends the process for `--help` and for what it does not understand. */
export function readOptions(args) {
  const { values } = parse(args);
  const smoke = values.smoke;
  const options = {
    smoke,
    workloads: listOf(values.only),
    rounds: number('rounds', values.rounds ?? (smoke ? '1' : '4')),
    seconds: number('seconds', values.seconds ?? (smoke ? '0.2' : '6')),
    warmUp: number('warm-up', values['warm-up'] ?? (smoke ? '0.1' : '15')),
    orders: number('orders', values.orders ?? (smoke ? '200' : '10000')),
    seed: number('seed', values.seed ?? '1'),
    pool: number('pool', values.pool ?? '32'),
    servers: number('servers', values.servers ?? '1'),
    pages: smoke || values.pages,
    profile: values.profile,
  };
  return options;
}

function parse(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  try {
    const parsed = parseArgs({
      args,
      options: {
        only: text,
        rounds: text,
        seconds: text,
        'warm-up': text,
        orders: text,
        seed: text,
        pool: text,
        servers: text,
        profile: text,
        pages: flag,
        smoke: flag,
        help: flag,
      },
    });
    if (parsed.values.help) end(HELP, 0);
    return parsed;
  } catch (error) {
    return end(`${error.message}\n${HELP}`, 1);
  }
}

function listOf(text) {
  const names = text?.split(',').filter(Boolean) ?? named(false);
  const unknown = names.find((name) => !(name in WORKLOADS));
  return unknown ? end(`There is no workload "${unknown}".\n${HELP}`, 1) : names;
}

function number(name, text) {
  const value = Number(text);
  return value > 0 ? value : end(`--${name} must be a number above 0.\n${HELP}`, 1);
}

function end(message, code) {
  (code === 0 ? console.log : console.error)(message);
  process.exit(code);
}
