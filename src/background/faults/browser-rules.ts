import type { SessionRule } from '../../core/faults/request-rule.ts';
import { browser } from '../../platform/browser.ts';

/** The part of `declarativeNetRequest` that faults need, alike in every browser that has it. */
interface RulesApi {
  updateSessionRules(change: { addRules?: SessionRule[]; removeRuleIds?: number[] }): Promise<void>;
  getSessionRules(): Promise<{ id: number }[]>;
}

function api(): RulesApi | null {
  const { declarativeNetRequest } = browser as unknown as { declarativeNetRequest?: RulesApi };
  return declarativeNetRequest?.updateSessionRules ? declarativeNetRequest : null;
}

export function hasRules(): boolean {
  return api() !== null;
}

/** False where the browser does not take the rule. */
export async function addRule(rule: SessionRule): Promise<boolean> {
  try {
    await api()?.updateSessionRules({ addRules: [rule] });
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
}

export async function removeRules(ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await api()?.updateSessionRules({ removeRuleIds: [...ids] });
}

/** Takes away every rule but these: rules outlive the worker that made them. */
export async function keepOnlyRules(ids: readonly number[]): Promise<void> {
  const all = (await api()?.getSessionRules()) ?? [];
  await removeRules(all.map(({ id }) => id).filter((id) => !ids.includes(id)));
}
