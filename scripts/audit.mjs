/**
 * Looks up known vulnerabilities of what ships (`npm audit --omit=dev`): fails from severity high on. A registry without the audit
 * endpoint is told and, unless ORDERWIRE_REQUIRE lists audit, passed over.
 */
import { fail, run } from './lib/run.mjs';

const FAILING = ['high', 'critical'];

const { output } = await run('npm', ['audit', '--omit=dev', '--json']);
const [json] = /^\{[^]*?^\}/m.exec(output) ?? ['{}'];
const report = JSON.parse(json);
const found = report.metadata?.vulnerabilities;
if (!found) {
  const reason = report.message ?? report.error?.summary ?? 'no report';
  if ((process.env.ORDERWIRE_REQUIRE ?? '').split(',').includes('audit')) fail(`No audit: ${reason}`);
  console.log(`skipped: dependency audit (${reason})`);
} else {
  const counts = Object.entries(found).map(([severity, count]) => `${count} ${severity}`);
  console.log(`Known vulnerabilities of what ships: ${counts.join(', ')}`);
  if (FAILING.some((severity) => found[severity] > 0)) fail('Run `npm audit --omit=dev` for the packages.');
}
