import { WORKLOADS } from './workloads.mjs';

const COLUMNS = [
  'workload',
  'side',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'server CPU µs',
  'database CPU µs',
  'RSS MB',
];

/** Three lines per workload: ours, the floor, and ours divided by the floor. */
export function tableOf(summaries) {
  const rows = summaries.flatMap(({ workload, ours, floor, ...ratio }) => [
    [WORKLOADS[workload].title, 'ours', ...figures(ours)],
    ['', 'floor', ...figures(floor)],
    [
      '',
      'ratio',
      times(ratio.throughput),
      times(ours.p50 / floor.p50),
      times(ratio.p99),
      times(ratio.cpu),
      times(ours.databaseCpu / floor.databaseCpu),
      '',
    ],
  ]);
  return align([COLUMNS, ...rows], 2);
}

export function roundLine(round, { ours, floor }) {
  return `  round ${round}: ours ${ours.perSecond.toFixed(0)}/s ${ours.serverCpu.toFixed(0)} µs · floor ${floor.perSecond.toFixed(0)}/s ${floor.serverCpu.toFixed(0)} µs · ${times(ours.perSecond / floor.perSecond)}`;
}

function figures({ perSecond, p50, p99, serverCpu, databaseCpu, rssMb }) {
  return [
    perSecond.toFixed(0),
    p50.toFixed(1),
    p99.toFixed(1),
    serverCpu.toFixed(0),
    whole(databaseCpu),
    rssMb.toFixed(0),
  ];
}

const whole = (value) => (Number.isFinite(value) ? value.toFixed(0) : '–');
export const times = (ratio) => (Number.isFinite(ratio) ? `× ${ratio.toFixed(2)}` : '–');

/** Markdown: the same text is for the terminal and for the page. `texts`: columns that are no numbers. */
export function align(rows, texts) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const pad = (cell, i) => (i < texts ? cell.padEnd(widths[i]) : cell.padStart(widths[i]));
  const lines = rows.map((row) => `| ${row.map(pad).join(' | ')} |`);
  const rule = `|${widths.map((width, i) => (i < texts ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
