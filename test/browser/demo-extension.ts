import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A small extension with our panel's title and URL: the harness is tested on it, not on ours. */
const FILES = {
  'devtools.html': '<script src="devtools.js"></script>',
  'devtools.js': 'chrome.devtools.panels.create("Tokens", "", "/panel.html");',
  // As on a slow machine: it takes a while until it listens.
  'background.js': `globalThis.born = Math.random();
    globalThis.heard = [];
    const begun = Date.now();
    while (Date.now() < begun + 500);
    chrome.webRequest.onBeforeRequest.addListener(({ url }) => { heard.push(url); },
      { urls: ['https://*.futureguide.id/*'] });
    chrome.runtime.onMessage.addListener((_message, _sender, answer) => answer(born));`,
  'panel.html': `<!doctype html><meta name="color-scheme" content="light dark">
    <div role="grid" aria-label="Requests"></div><button>Press</button>
    <script src="panel.js"></script>`,
  'panel.js': `const grid = document.querySelector('[role=grid]');
    document.querySelector('button').onclick = () => grid.setAttribute('data-pressed', 'yes');
    chrome.devtools.network.onRequestFinished.addListener(({ request }) => {
      const row = grid.appendChild(document.createElement('div'));
      row.setAttribute('role', 'row');
      row.textContent = request.url;
    });`,
};

const MANIFEST = {
  manifest_version: 3,
  name: 'Harness demo',
  version: '1.0',
  devtools_page: 'devtools.html',
  permissions: ['webRequest'],
  host_permissions: ['https://futureguide.id/*', 'https://*.futureguide.id/*'],
};

const BACKGROUND = {
  chromium: { background: { service_worker: 'background.js' } },
  firefox: {
    background: { scripts: ['background.js'] },
    browser_specific_settings: { gecko: { id: 'harness-demo@example.org' } },
  },
};

export interface DemoExtension extends Disposable {
  dir: string;
}

/** Writes the demo extension into a folder of its own, deleted on dispose. */
export function demoExtension(browser: 'chromium' | 'firefox'): DemoExtension {
  const dir = mkdtempSync(join(tmpdir(), 'futureguide-demo-'));
  const manifest = JSON.stringify({ ...MANIFEST, ...BACKGROUND[browser] });
  for (const [name, text] of Object.entries({ ...FILES, 'manifest.json': manifest })) {
    writeFileSync(join(dir, name), text);
  }
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}

export interface DemoServer extends AsyncDisposable {
  port: number;
}

/** Answers every request on a random loopback port with the host and path asked for. */
export async function demoServer(): Promise<DemoServer> {
  const altNames = ['futureguide.id', '*.futureguide.id'].map((value) => ({
    type: 2 as const,
    value,
  }));
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'futureguide.id' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  const server = createServer({ key, cert }, (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', 'text/html');
    response.end(`<title>${request.headers.host}${request.url}</title>`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
