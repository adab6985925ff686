/** A file that may be too large to be held at once. */
export interface FilePieces {
  /** null where nobody knows before its end */
  bytes: number | null;
  /**
   * All of it from its beginning, each time; a piece is good until the next.
   * @throws what the file system throws
   */
  pieces(): Iterable<Uint8Array>;
}

/** What a command needs of the world. */
export interface Io {
  /** standard output */
  out(text: string): void;
  /** standard error */
  err(text: string): void;
  /** @throws what the file system throws */
  readFile(path: string): Uint8Array;
  /** @throws what the file system throws */
  openFile(path: string): FilePieces;
  /** @throws what the file system throws */
  writeFile(path: string, text: string): void;
  /** Writes a file that may be longer than a text can be. @throws what the file system throws */
  writePieces(path: string, pieces: Iterable<string>): void;
  /** Makes a folder where there is none. @throws what the file system throws */
  makeFolder(path: string): void;
  isFolder(path: string): boolean;
  /** the HAR files below a folder, in order of their names */
  harFilesIn(folder: string): string[];
  /** whether standard output is a terminal */
  isTerminal: boolean;
  /** whether standard error is one */
  isErrorTerminal: boolean;
  env: Readonly<Record<string, string | undefined>>;
}

export const EXIT = { ok: 0, found: 1, unusable: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
