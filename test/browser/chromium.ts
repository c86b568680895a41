import { type Browser, chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The machine's Chromium, headless, with a profile of its own that goes when it is closed.
 * jest.config.cjs names it; where there is none, the browser tests are left out and the test command says so.
 */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env.ORDERWIRE_CHROMIUM;
  if (!executablePath)
    throw new Error('No Chromium: set ORDERWIRE_CHROMIUM, or install the package chromium.');
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
