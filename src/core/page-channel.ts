/**
 * How the page's side and the relay speak to each other: DOM events on `document`, with JSON text
 * as detail. Apart from `messages.ts`, so that the page's hook carries no guards.
 */
export const PAGE_EVENT = 'futureguide-tokens:seen';
/** Asks hooks of an extension that is gone to take themselves out of the page. */
export const END_EVENT = 'futureguide-tokens:end';
export const MAX_REFUSAL_CHARACTERS = 64 * 1024;
export const MAX_FRAME_CHARACTERS = 64 * 1024;
