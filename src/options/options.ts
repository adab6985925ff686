import { HOST_PATTERNS } from '../futureguide.ts';
import { browser } from '../platform/browser.ts';

const state = document.querySelector<HTMLElement>('#state');
const grant = document.querySelector<HTMLButtonElement>('#grant');

async function show(): Promise<void> {
  const granted = await browser.permissions.contains({ origins: HOST_PATTERNS });
  if (state)
    state.textContent = granted
      ? 'Access is granted. Open DevTools on FutureGuide and choose the tab “Tokens”.'
      : 'Access is withheld: the browser shows us no request until you grant it.';
  if (grant) grant.hidden = granted;
}

grant?.addEventListener('click', () => {
  void browser.permissions.request({ origins: HOST_PATTERNS }).then(show);
});
browser.permissions.onAdded.addListener(() => void show());
browser.permissions.onRemoved.addListener(() => void show());
void show();
