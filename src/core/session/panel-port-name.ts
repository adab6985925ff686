/** Name of the port between the devtools page and the panel of this tab, where neither can reach the other's objects. */
export function panelPort(tabId: number): string {
  return `panel-${tabId}`;
}
