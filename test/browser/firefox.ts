import puppeteer, { type Browser } from 'puppeteer-core';
import { OUR_SIGNALS, takeCharge } from './close-browser.ts';
import { findFirefox } from './find-browser.ts';
import { type FirefoxInside, lookInside } from './firefox-inside.ts';
import { temporaryProfile } from './profile.ts';
import { startServiceProxy } from './service-proxy.ts';

export { openToolbox, type Toolbox } from './toolbox.ts';

export interface FirefoxOptions {
  /** The unpacked extension, for example `dist/firefox`. */
  extensionDir: string;
  /** Port on 127.0.0.1 that stands for futureguide.id and all its subdomains. */
  httpsPort: number;
  /** Further hosts (`localhost:3000`) that the service stands for. */
  hosts?: readonly string[];
  /** Default true; the toolbox opens in headless mode too. */
  headless?: boolean;
  /** A dark toolbox and dark pages. */
  dark?: boolean;
}

export interface Firefox extends AsyncDisposable {
  browser: Browser;
  extensionId: string;
  inside: FirefoxInside;
  /** Gives the extension its host permissions (a fresh installation has them). */
  grantHosts(): Promise<void>;
  /** Takes them, or the host permissions named, away, as a user may. */
  revokeHosts(origins?: readonly string[]): Promise<void>;
  /** Ends all processes and deletes the profile; safe to call twice. */
  close(): Promise<void>;
}

/** Starts a real Firefox with the extension, in which *.futureguide.id is the loopback service. */
export async function launchFirefox(options: FirefoxOptions): Promise<Firefox> {
  const executablePath = await findFirefox();
  const proxy = await startServiceProxy(options.httpsPort, options.hosts);
  const profile = temporaryProfile('firefox');
  let end: (() => Promise<void>) | undefined;
  const close = async () => {
    await end?.();
    await proxy.close();
    await profile.remove();
  };
  try {
    const browser = await puppeteer.launch({
      ...OUR_SIGNALS,
      browser: 'firefox',
      executablePath,
      headless: options.headless ?? true,
      userDataDir: profile.dir,
      defaultViewport: null,
      acceptInsecureCerts: true,
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: preferences(proxy.port, options.dark ?? false),
    });
    end = takeCharge(browser);
    const extensionId = await browser.installExtension(options.extensionDir);
    const inside = await lookInside(browser, extensionId);
    const permissions = (verb: 'add' | 'remove', origins?: readonly string[]) =>
      inside.chrome<void>(HOSTS(verb, extensionId, origins));
    return {
      browser,
      extensionId,
      inside,
      grantHosts: () => permissions('add'),
      revokeHosts: (origins) => permissions('remove', origins),
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function preferences(proxyPort: number, dark: boolean): Record<string, unknown> {
  return {
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.allow_hijacking_localhost': true,
    'network.proxy.failover_direct': false,
    'services.settings.server': 'data:,#remote-settings-dummy/v1',
    'devtools.theme': dark ? 'dark' : 'light',
    'ui.systemUsesDarkTheme': dark ? 1 : 0,
  };
}

const HOSTS = (verb: 'add' | 'remove', id: string, origins?: readonly string[]) => `(async () => {
  const { ExtensionPermissions } = ChromeUtils.importESModule(
    'resource://gre/modules/ExtensionPermissions.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(id)});
  const origins = ${JSON.stringify(origins ?? null)} ?? extension.manifest.host_permissions;
  await ExtensionPermissions.${verb}(extension.id, { permissions: [], origins, data_collection: [] }, extension);
})()`;
