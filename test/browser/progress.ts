/** A line that is rewritten on a terminal; elsewhere a new line now and then. */
export interface Progress {
  update(text: string): void;
  end(): void;
}

const TERMINAL_MS = 100;
const PLAIN_MS = 3_000;

/** Shows that something long is moving; on the error stream, so that output stays clean. */
export function showProgress(title: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  const started = performance.now();
  let text = '';
  let shown = Number.NEGATIVE_INFINITY;
  const draw = () => {
    const now = performance.now();
    if (now - shown < (stream.isTTY ? TERMINAL_MS : PLAIN_MS)) return;
    shown = now;
    const seconds = Math.round((now - started) / 1000);
    const line = `  ${title}: ${seconds} s ${text}`.slice(0, (stream.columns || 100) - 1);
    stream.write(stream.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(draw, 1_000);
  return {
    update: (next) => {
      text = next;
      draw();
    },
    end: () => {
      clearInterval(timer);
      if (stream.isTTY) stream.write('\r\x1b[K');
    },
  };
}
