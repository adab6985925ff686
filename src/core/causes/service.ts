import { because, evidence, type Rule } from './rule.ts';

/** A fault that the user switched on did it. */
export const fault: Rule = ({ fault: on }) =>
  on
    ? because(
        'fault',
        'certain',
        evidence('fault', `The fault “${on.name}” was on`, { fault: on.name }),
      )
    : null;

/** The refresh token is revoked, expired or unknown. */
export const refreshRefused: Rule = ({ route, judged: { error } }) =>
  route === 'refresh'
    ? because(
        'refresh-refused',
        error?.code ? 'certain' : 'likely',
        evidence(
          'refresh-token',
          'The refresh token is revoked, expired or unknown to the service',
        ),
      )
    : null;

/** The answer itself says that the service could not check. */
export const verifierDown: Rule = ({ judged: { error } }, { profile }) =>
  error && profile.saysUnverifiable(error)
    ? because(
        'verifier-down',
        'certain',
        evidence('own-words', 'The service says that it could not check the token', {
          code: error.code,
        }),
      )
    : null;

/** Three routes or more within 10 s refuse tokens that they had accepted before. */
export const verifierDownInferred: Rule = (sending, { acceptance, storms }) => {
  const { sentAt, record } = sending;
  const storm = storms.get(sending);
  if (!storm || sentAt === null || !record) return null;
  const later = acceptance.last(record);
  const cameBack = later?.sentAt && later.sentAt > sentAt ? later : null;
  return because(
    'verifier-down',
    cameBack ? 'likely' : 'possible',
    evidence(
      'many-routes',
      `${storm.routes} routes refused tokens within 10 s that had been accepted before`,
      { routes: storm.routes },
      storm.first.request,
    ),
    ...(cameBack
      ? [evidence('came-back', 'The same token was accepted again later', {}, cameBack.request)]
      : []),
  );
};
