import type { FaultObservation } from '../recording/observation.ts';
import { originPattern } from '../service/host-names.ts';
import { parseAuthorization } from '../token/authorization.ts';
import { type Fault, isRequestFault, type RequestFault, wayOf } from './fault.ts';
import { type RuleService, scopeOf, urlPattern } from './request-rule.ts';

type Marks = Pick<FaultObservation, 'token'> &
  Partial<Pick<FaultObservation, 'leaves' | 'pattern' | 'method' | 'status'>>;

function ofRules(fault: RequestFault, service: RuleService): Marks {
  const where = { pattern: urlPattern(fault, service), method: scopeOf(fault).method };
  switch (fault.name) {
    case 'block-refresh':
      return { ...where, token: null, leaves: 'blocked' };
    case 'strip-refresh-cookie':
      return { ...where, token: null, leaves: 'answered', status: 401 };
    case 'drop-authorization':
      return { ...where, token: null, leaves: 'no-token' };
    case 'wrong-scheme':
      return { ...where, token: null, leaves: 'wrong-scheme' };
    case 'replace-token': {
      const sent = parseAuthorization(fault.authorization);
      if (sent.kind !== 'token') return { ...where, token: null, leaves: 'no-token' };
      const { token, quoted } = sent;
      return quoted
        ? { ...where, token: `"${token}"`, leaves: 'quoted-token' }
        : { ...where, token, leaves: 'token' };
    }
  }
}

function marksOf(fault: Fault, put: string | null, service: RuleService): Marks {
  if (isRequestFault(fault)) return ofRules(fault, service);
  const pattern = `${originPattern(service.hosts)}(?:${service.refreshPath})`;
  switch (fault.name) {
    case 'fail-refresh':
      return { pattern, token: null, leaves: 'answered', status: fault.status };
    case 'delay-refresh':
      return { pattern, token: null, leaves: 'late' };
    case 'close-socket':
      // What the app does about it is its own doing.
      return { pattern: '(?!)', token: null };
    case 'quote':
      return { token: `"${put ?? ''}"`, leaves: 'quoted-token' };
    case 'placeholder':
    case 'remove':
      return { token: '', leaves: 'no-token' };
    default:
      return { token: put ?? '', leaves: 'token' };
  }
}

/**
 * What the recording keeps of a fault.
 * @param put the token that a storage fault put in place, or the one that it put in quotes
 */
export function faultObservation(
  { id, fault, since }: { id: string; fault: Fault; since: number },
  put: string | null,
  service: RuleService,
): FaultObservation {
  return {
    kind: 'fault',
    id,
    name: fault.name,
    from: since,
    until: null,
    url: null,
    way: wayOf(fault),
    ...marksOf(fault, put, service),
  };
}
