import { faultWords } from '../../language/fault-words.ts';
import { because, evidence, type Rule } from './rule.ts';

const switchedOn = (name: string) =>
  evidence('fault', { fault: name }, null, { values: { fault: faultWords(name) } });

/** A fault that the user switched on did it. */
export const fault: Rule = ({ fault: on }) =>
  on ? because('fault', 'certain', switchedOn(on.name)) : null;

/** The refresh token is revoked, expired or unknown. */
export const refreshRefused: Rule = ({ route, judged: { error } }) =>
  route === 'refresh'
    ? because('refresh-refused', error?.code ? 'certain' : 'likely', evidence('refresh-token'))
    : null;

/** The answer itself says that the service could not check. */
export const verifierDown: Rule = ({ judged: { error } }, { profile }) =>
  error && profile.saysUnverifiable(error)
    ? because('verifier-down', 'certain', evidence('own-words', { code: error.code }))
    : null;

/** Three routes or more within 10 s refuse tokens that they had accepted before. */
export const verifierDownInferred: Rule = (sending, { acceptance, storms }) => {
  const { sentAt, answeredAt, record } = sending;
  const storm = storms.get(sending);
  if (!storm || sentAt === null || !record) return null;
  const later = acceptance.last(record);
  // What was under way at the same time does not show that it came back.
  const cameBack = later?.sentAt && later.sentAt > (answeredAt ?? sentAt) ? later : null;
  return because(
    'verifier-down',
    cameBack ? 'likely' : 'possible',
    evidence('many-routes', { routes: storm.routes }, storm.first.request),
    cameBack ? evidence('came-back', {}, cameBack.request) : evidence('rival-revoked'),
  );
};
