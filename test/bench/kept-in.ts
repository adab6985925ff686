import { readFileSync, writeFileSync } from 'node:fs';

const KEPT_IN = 'BENCHMARKS.md';
const SECTION = /(?=^## )/m;

function kept(): string[] {
  return readFileSync(KEPT_IN, 'utf8').split(SECTION);
}

function write(parts: readonly string[]): void {
  writeFileSync(KEPT_IN, `${parts.map((part) => part.trim()).join('\n\n')}\n`);
}

/** Replaces what stands before the first section of BENCHMARKS.md. */
export function keepHead(text: string): void {
  const [, ...sections] = kept();
  write([text, ...sections]);
}

/** Replaces one section of BENCHMARKS.md, or adds it at the end. */
export function keepSection(name: string, text: string): void {
  const head = `## ${name}\n`;
  write([...kept().filter((part) => !part.startsWith(head)), `${head}\n${text}`]);
}
