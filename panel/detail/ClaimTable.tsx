import type { ReadonlySignal } from '@preact/signals';
import { isDateClaim } from '../../src/core/claim-meanings.ts';
import { numericDate } from '../../src/core/claims.ts';
import type { Claims } from '../../src/core/jwt.ts';
import { redactJson } from '../../src/core/redact.ts';
import { durationInWords } from '../parts/durations.ts';
import { localDateTime, relativeTime, utcTime } from '../parts/times.ts';

interface Props {
  claims: Claims;
  meaning: (name: string) => string | null;
  /** ms */
  sentAt: number | null;
  /** ms */
  now: ReadonlySignal<number>;
}

function whenSent(ms: number, sentAt: number): string {
  const span = durationInWords((ms - sentAt) / 1000);
  return ms > sentAt ? `${span} after it was sent` : `${span} before it was sent`;
}

interface DateProps {
  ms: number;
  sentAt: number | null;
  now: ReadonlySignal<number>;
}

function ClaimDate({ ms, sentAt, now }: DateProps) {
  return (
    <div class="claim-date">
      <span>
        {localDateTime(ms)} · {relativeTime(ms, now.value)}
      </span>
      <span class="subtle">{utcTime(ms)}</span>
      {sentAt !== null && <span>{whenSent(ms, sentAt)}</span>}
    </div>
  );
}

function shown(value: unknown): string {
  const redacted = redactJson(value);
  return typeof redacted === 'string' ? redacted : (JSON.stringify(redacted, null, 2) ?? '');
}

/** What a token is looked into for: until when, since when, whose. */
const FIRST = ['exp', 'iat', 'nbf', 'email', 'sub'];

function inReadingOrder(claims: Claims): [string, unknown][] {
  const first = FIRST.filter((name) => name in claims);
  const rest = Object.keys(claims).filter((name) => !first.includes(name));
  return [...first, ...rest].map((name) => [name, claims[name]]);
}

/** Names, values and meanings of claims; dates in human words too. */
export function ClaimTable({ claims, meaning, sentAt, now }: Props) {
  return (
    <table class="claims">
      <thead class="off-screen">
        <tr>
          <th>Claim</th>
          <th>Value</th>
          <th>Meaning</th>
        </tr>
      </thead>
      <tbody>
        {inReadingOrder(claims).map(([name, value]) => {
          const date = isDateClaim(name) ? numericDate(claims, name) : null;
          const words = meaning(name);
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span class="value">{shown(value)}</span>
                {date && <ClaimDate ms={date.ms} sentAt={sentAt} now={now} />}
              </td>
              <td class="meaning">{words ?? ''}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
