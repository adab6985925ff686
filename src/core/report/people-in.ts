import { isPersonal } from '../redaction/personal-names.ts';
import { fieldsOf, readJson } from '../token/json.ts';
import type { Analysis } from '../verdict/analysis.ts';
import type { PersonNames } from './without-people.ts';

/** Routes whose answers say who it is. */
const TELLS_WHO: ReadonlySet<string> = new Set(['login', 'register', 'refresh', 'profile']);
const ID = /^(sub|id|user_?id|email)$/i;

function personIn(fields: Record<string, unknown>): PersonNames {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' && (ID.test(name) || isPersonal(name, value)) ? [value.trim()] : [],
  );
}

/** Whom the claims of a recording's tokens and the answers about its users name. */
export function peopleIn({ chains, recording }: Analysis): PersonNames[] {
  const claims = chains.credentials.all.map(({ decoded }) =>
    personIn(decoded.kind === 'jws' ? decoded.claims : {}),
  );
  const answers = recording.requests().flatMap(({ route, body }) => {
    if (!TELLS_WHO.has(route.kind) || body.kind !== 'text') return [];
    const answer = fieldsOf(readJson(body.text));
    const data = fieldsOf(answer.data);
    return [answer, data, fieldsOf(data.user), fieldsOf(answer.user)].map(personIn);
  });
  return [...claims, ...answers].filter((person) => person.length > 0);
}
