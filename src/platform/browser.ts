/** The one door to the browser's extension API: promises in every browser. */
import polyfilled from 'webextension-polyfill';
import { withMissingApis } from './missing-apis.ts';

export const browser = withMissingApis(polyfilled, globalThis.chrome);
