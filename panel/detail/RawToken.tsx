import { unsignedToken } from '../../src/core/redaction/unsigned-token.ts';

const PARTS = ['header', 'payload', 'signature'];

/** The token as it was sent, but for its signature; each part in its colour. */
export function RawToken({ token }: { token: string }) {
  return (
    <code class="raw-token">
      {unsignedToken(token)
        .split('.')
        .map((part, index) => (
          <span key={PARTS[index]}>
            {index > 0 && '.'}
            <span class={PARTS[index]}>{part}</span>
          </span>
        ))}
    </code>
  );
}
