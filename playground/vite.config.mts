import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** Bundles the playground, its Monaco workers and its fonts: the page loads nothing from elsewhere. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/playground/',
  build: {
    outDir: resolve(import.meta.dirname, '../dist/playground'),
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 6000,
    // "use client" and "use no memo" of React libraries say nothing to a browser bundle.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  worker: { format: 'es' },
});
