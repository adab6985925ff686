import { hostFilter } from '../../src/core/har/har-file.ts';
import { reportBytesIn } from '../../src/core/report/document/packed.ts';
import { joinFiles, type OpenedTogether, openFile } from '../../src/core/report/opened-file.ts';
import { futureGuide } from '../../src/futureguide.ts';

/** What the panel asks for: these files, with requests to these hosts besides the service's. */
export interface ReadOrder {
  files: readonly File[];
  hosts: readonly string[];
}

async function read({ files, hosts }: ReadOrder): Promise<OpenedTogether> {
  const isWanted = hostFilter(futureGuide.isServiceHost, hosts);
  const opened = [];
  for (const [index, file] of files.entries()) {
    const bytes = await reportBytesIn(new Uint8Array(await file.arrayBuffer()));
    opened.push(openFile(bytes, `file ${index + 1}`, isWanted));
  }
  return joinFiles(opened);
}

/** Away from the panel's own thread: a large file takes seconds. */
self.addEventListener('message', ({ data }: MessageEvent<ReadOrder>) => {
  read(data).then(
    (opened) => self.postMessage(opened),
    () => self.postMessage(null),
  );
});
