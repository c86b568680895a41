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

/** Three lines per workload: ours, the other side (the floor, unless another is named), and ours divided by it. */
export function tableOf(summaries, { workloads = WORKLOADS, other = 'floor' } = {}) {
  const rows = summaries.flatMap(({ workload, ours, ratio, [other]: theirs }) => [
    [workloads[workload].title, 'ours', ...figures(ours)],
    ['', other, ...figures(theirs)],
    ['', 'ratio', ...RATIOS.map((figure) => times(ratio[figure])), ''],
  ]);
  return align([COLUMNS, ...rows], 2);
}

const RATIOS = ['perSecond', 'p50', 'p99', 'serverCpu', 'databaseCpu'];

export function roundLine(round, { ours, ...others }) {
  const [[other, theirs]] = Object.entries(others);
  return `  round ${round}: ours ${inShort(ours)} · ${other} ${inShort(theirs)} · ${times(ours.perSecond / theirs.perSecond)}`;
}

const inShort = ({ perSecond, serverCpu }) => `${rate(perSecond)}/s ${serverCpu.toFixed(0)} µs`;

function figures({ perSecond, p50, p99, serverCpu, databaseCpu, rssMb }) {
  return [
    rate(perSecond),
    p50.toFixed(1),
    p99.toFixed(1),
    serverCpu.toFixed(0),
    whole(databaseCpu),
    rssMb.toFixed(0),
  ];
}

const rate = (perSecond) => perSecond.toFixed(perSecond < 20 ? 1 : 0);
const whole = (value) => (Number.isFinite(value) ? value.toFixed(0) : '–');
export const times = (ratio) => (Number.isFinite(ratio) ? `× ${ratio.toFixed(ratio < 0.1 ? 3 : 2)}` : '–');

/** Markdown: the same text is for the terminal and for the page. `texts`: columns that are no numbers. */
export function align(rows, texts) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const pad = (cell, i) => (i < texts ? cell.padEnd(widths[i]) : cell.padStart(widths[i]));
  const lines = rows.map((row) => `| ${row.map(pad).join(' | ')} |`);
  const rule = `|${widths.map((width, i) => (i < texts ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
