import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail, hasPackage, ROOT } from './lib/run.mjs';

const built = existsSync(path.join(ROOT, 'dist', 'src', 'cli', 'main.js'));

if (hasPackage('typescript') && hasPackage('vite')) {
  const { build } = await import('./build.mjs');
  await build().catch((error) => fail(error.message));
} else if (built) {
  console.log('Orderwire: installed without the development packages; using the built copy in dist/.');
} else {
  fail(
    'Orderwire: dist/ is missing, and the development packages that build it were left out. ' +
      'Run `npm ci` without --omit=dev, or copy dist/ from a built checkout.',
  );
}
