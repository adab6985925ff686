import type { Backlog } from './backlog.ts';

/** Address of the page that a tab showed last, as its relay told it; '' where none did. */
export function shownPage(backlog: Pick<Backlog, 'after'>, tabId: number): string {
  const rows = backlog.after(`tab-${tabId}`, 0);
  const document = rows.findLast(({ observation }) => observation.kind === 'document');
  return document?.observation.kind === 'document' ? document.observation.url : '';
}
