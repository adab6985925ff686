/** The one door to the browser's extension API: promises in every browser. */
import browser from 'webextension-polyfill';

export { browser };
