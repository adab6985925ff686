/** For looks, keys and words alone, which are the toolbox's own; what the browser can do is found by trying. */
export const IN_FIREFOX = globalThis.CSS?.supports('-moz-appearance', 'none') ?? false;
