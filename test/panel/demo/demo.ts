import { SCENES } from './scenes.ts';

const query = new URLSearchParams(location.search);
const scene = SCENES[query.get('scene') ?? 'story'];
const session = scene?.();
if (session) {
  window.mountTokensPanel(session, { theme: query.get('theme') === 'dark' ? 'dark' : 'light' });
  Object.assign(window, { session });
}
