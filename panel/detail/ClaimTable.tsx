import type { ReadonlySignal } from '@preact/signals';
import type { WordKey } from '../../src/core/language/language.ts';
import { isDateClaim } from '../../src/core/token/claim-meanings.ts';
import { numericDate } from '../../src/core/token/claims.ts';
import type { Claims } from '../../src/core/token/jwt.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { say } from '../words/language.ts';
import { ClaimDate } from './ClaimDate.tsx';
import { ClaimValue, textOfValue } from './ClaimValue.tsx';

interface Props {
  /** as they may be shown */
  claims: Claims;
  meaning: (name: string) => WordKey | null;
  /** ms */
  sentAt: number | null;
  /** ms */
  now: ReadonlySignal<number>;
}

/** What a token is looked into for: until when, since when, whose. */
const FIRST = ['exp', 'iat', 'nbf', 'auth_time', 'email', 'sub'];

function inReadingOrder(claims: Claims): [string, unknown][] {
  const first = FIRST.filter((name) => Object.hasOwn(claims, name));
  const rest = Object.keys(claims).filter((name) => !first.includes(name));
  return [...first, ...rest].map((name) => [name, claims[name]]);
}

/** Names, values and meanings of claims; dates in human words too. */
export function ClaimTable({ claims, meaning, sentAt, now }: Props) {
  return (
    <table class="claims">
      <thead class="off-screen">
        <tr>
          <th scope="col">{say('detail_claim')}</th>
          <th scope="col">{say('detail_value')}</th>
          <th scope="col">{say('detail_meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {inReadingOrder(claims).map(([name, value]) => {
          const date = isDateClaim(name) ? numericDate(claims, name) : null;
          const words = meaning(name);
          return (
            <tr key={name} data-claim={name}>
              <th scope="row">{name}</th>
              <td>
                <ClaimValue value={value} path={name} meaning={meaning} />
                {date && <ClaimDate ms={date.ms} sentAt={sentAt} now={now} />}
              </td>
              <td class="meaning">
                {words && say(words)}
                <CopyButton
                  isSmall
                  label={say('copy_value', { name })}
                  text={() => textOfValue(value)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
