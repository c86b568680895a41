import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/run.mjs';

const TOP = 25;
const IDLE = new Set(['(idle)', '(program)', '(root)']);

/** The busiest parts of every CPU profile in a folder, as text: self time by package or folder, then by function. */
export function describeProfiles(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
  return files
    .map((name) => `\n${name}\n${describe(JSON.parse(readFileSync(path.join(folder, name), 'utf8')))}`)
    .join('\n');
}

function describe(profile) {
  const self = selfTimes(profile);
  const busy = self.reduce((sum, { micros }) => sum + micros, 0);
  const table = (title, keyOf) => [title, ...topOf(self, keyOf, busy)].join('\n');
  return [table('By place', placeOf), table('By function', functionOf)].join('\n\n');
}

function selfTimes({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, { frame: node.callFrame, micros: 0 }]));
  samples.forEach((id, i) => (byId.get(id).micros += timeDeltas[i]));
  return [...byId.values()].filter(({ frame, micros }) => micros > 0 && !IDLE.has(frame.functionName));
}

function topOf(self, keyOf, busy) {
  const sums = new Map();
  for (const { frame, micros } of self) sums.set(keyOf(frame), (sums.get(keyOf(frame)) ?? 0) + micros);
  const top = [...sums].sort(([, a], [, b]) => b - a).slice(0, TOP);
  return top.map(([key, micros]) => `${((micros / busy) * 100).toFixed(1).padStart(5)} %  ${key}`);
}

function placeOf({ url, functionName }) {
  if (!url) return functionName.startsWith('(') ? functionName : 'V8';
  if (url.startsWith('node:')) return 'node';
  const file = path.relative(ROOT, url.replace('file://', ''));
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file);
  return inPackage ? inPackage[1] : path.dirname(file);
}

function functionOf({ url, functionName, lineNumber }) {
  const file = url.startsWith('node:') ? url : path.relative(ROOT, url.replace('file://', ''));
  return `${functionName || '(anonymous)'}  ${file.replace('node_modules/', '')}:${lineNumber + 1}`;
}
