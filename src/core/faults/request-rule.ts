import { domainsOf, literally, originPattern } from '../service/host-names.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import type { RequestFault, RequestScope } from './fault.ts';

/** A session rule of `declarativeNetRequest`, as far as faults need one. */
export interface SessionRule {
  id: number;
  priority: number;
  condition: {
    tabIds: number[];
    requestDomains: string[];
    regexFilter: string;
    requestMethods?: string[];
    excludedRequestMethods?: string[];
  };
  action:
    | { type: 'block' }
    | {
        type: 'modifyHeaders';
        requestHeaders: { header: string; operation: 'set' | 'remove'; value?: string }[];
      };
}

/** What a rule has to know of the service. */
export type RuleService = Pick<ServiceProfile, 'hosts' | 'apiPath' | 'refreshPath'>;

/** A later rule must not undo that nothing leaves. */
const BLOCK_PRIORITY = 2;

/** The URLs that a fault of requests touches, as RE2 text that JavaScript reads alike. */
export function urlPattern(
  fault: RequestFault,
  { hosts, apiPath, refreshPath }: RuleService,
): string {
  const origin = originPattern(hosts);
  if (fault.name === 'block-refresh' || fault.name === 'strip-refresh-cookie')
    return `${origin}(?:${refreshPath})`;
  return origin + literally(fault.scope.path ?? apiPath);
}

export function scopeOf(fault: RequestFault): RequestScope {
  return 'scope' in fault ? fault.scope : { path: null, method: null, times: null };
}

function actionOf(fault: RequestFault): SessionRule['action'] {
  const change = (header: string, value: string | null): SessionRule['action'] => ({
    type: 'modifyHeaders',
    requestHeaders: [value ? { header, operation: 'set', value } : { header, operation: 'remove' }],
  });
  switch (fault.name) {
    case 'block-refresh':
      return { type: 'block' };
    case 'strip-refresh-cookie':
      return change('cookie', null);
    case 'drop-authorization':
      return change('authorization', null);
    case 'wrong-scheme':
    case 'replace-token':
      return change('authorization', fault.authorization || null);
  }
}

/** The rule of the browser that does a fault of requests in one tab, and in no other. */
export function sessionRule(
  fault: RequestFault,
  tabId: number,
  id: number,
  service: RuleService,
): SessionRule {
  const { method } = scopeOf(fault);
  return {
    id,
    priority: fault.name === 'block-refresh' ? BLOCK_PRIORITY : 1,
    condition: {
      tabIds: [tabId],
      requestDomains: domainsOf(service.hosts),
      regexFilter: urlPattern(fault, service),
      ...(method
        ? { requestMethods: [method.toLowerCase()] }
        : { excludedRequestMethods: ['options'] }),
    },
    action: actionOf(fault),
  };
}
