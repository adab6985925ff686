import * as v from 'valibot';
import {
  type CookieAttributes,
  cookieAssignment,
  USUAL_COOKIE,
} from '../core/faults/cookie-text.ts';
import type { StorageFault } from '../core/faults/fault.ts';
import { holdBack, tokensByPlace } from '../core/faults/keep-old.ts';
import { isLeaseOver, STORAGE_LEASE_MS } from '../core/faults/lease.ts';
import type { PutOutcome, UndoneOutcome } from '../core/faults/outcome.ts';
import { planEdits, type StorageEdit } from '../core/faults/storage-edits.ts';
import { besideEdits, editName, type NewerChoice, planUndo } from '../core/faults/undo.ts';
import type { PageStorage, StorageRules } from '../core/service/token-storage.ts';
import { readJson } from '../core/token/json.ts';
import { FAULT_KEY } from '../page-channel.ts';

const attributes = v.object({
  domain: v.nullable(v.string()),
  path: v.string(),
  expires: v.nullable(v.number()),
  sameSite: v.nullable(v.picklist(['strict', 'lax', 'none'])),
  secure: v.boolean(),
});

/** The page can write here too: it can spoil its own storage without us. */
const heldFault = v.object({
  version: v.literal(1),
  id: v.string(),
  leaseUntil: v.number(),
  edits: v.array(
    v.object({
      area: v.picklist(['localStorage', 'cookie']),
      key: v.string(),
      before: v.nullable(v.string()),
      after: v.nullable(v.string()),
      attributes: v.nullable(attributes),
      /** what puts a cookie back, ready for the page's hook */
      assignment: v.nullable(v.string()),
    }),
  ),
  /** the tokens that are kept whatever a refresh writes */
  old: v.nullable(v.record(v.string(), v.string())),
});
export type HeldFault = v.InferOutput<typeof heldFault>;
type HeldEdit = HeldFault['edits'][number];

/** A copy that the app made lies in localStorage, which has no attributes. */
function asHeld(edit: StorageEdit & { attributes?: CookieAttributes | null }): HeldEdit {
  const { area, key, before, attributes = null } = edit;
  const isCookie = area === 'cookie';
  const assignment = isCookie ? cookieAssignment(key, before, attributes ?? USUAL_COOKIE) : null;
  return { ...edit, attributes, assignment };
}

export interface StorageFaultEnvironment {
  rules: StorageRules;
  readStorage(): PageStorage;
  /** null where there is none, or no storage */
  getItem(key: string): string | null;
  /** null takes it away */
  setItem(key: string, value: string | null): void;
  /** a whole `document.cookie` assignment */
  setCookie(assignment: string): void;
  /** null where the browser tells no more than the value */
  cookieAttributes(name: string): Promise<CookieAttributes | null>;
  tellApp(change: { key: string; oldValue: string | null; newValue: string | null }): void;
  /** a refresh has just been overwritten with the old token */
  tellHeldBack(held: { id: string; at: number; token: string }): void;
  /** ms since the epoch */
  now(): number;
}

/** Faults of this document's storage: what they change, and how it comes back. */
export class StorageFaults {
  readonly #env: StorageFaultEnvironment;

  constructor(environment: StorageFaultEnvironment) {
    this.#env = environment;
  }

  /** The fault whose original lies in this storage, or null. */
  held(): HeldFault | null {
    const parsed = v.safeParse(heldFault, readJson(this.#env.getItem(FAULT_KEY) ?? ''));
    return parsed.success ? parsed.output : null;
  }

  /** @param serverOffsetMs the server's clock minus this computer's, as far as it is known */
  async put(id: string, fault: StorageFault, serverOffsetMs: number): Promise<PutOutcome> {
    const { rules, readStorage, now, cookieAttributes } = this.#env;
    const known = new Map<string, CookieAttributes | null>();
    for (const name of Object.keys(readStorage().cookies))
      known.set(name, await cookieAttributes(name));
    // From here on in one turn: what is read is what is changed.
    // One at a time; whoever held another one does so no more.
    this.undo('keep');
    const storage = readStorage();
    const at = now();
    const plan = planEdits(rules, storage, fault, at + serverOffsetMs);
    if (plan.kind === 'unavailable') return plan;
    const edits = plan.edits.map((edit) => {
      const cookie = edit.area === 'cookie' ? (known.get(edit.key) ?? USUAL_COOKIE) : null;
      return asHeld({ ...edit, attributes: cookie });
    });
    const old = fault.name === 'keep-old-token' ? tokensByPlace(rules, storage) : null;
    const beside = besideEdits(rules, storage, edits).map((edit) => {
      const cookie = edit.area === 'cookie' ? known.get(edit.key) : null;
      return asHeld({ ...edit, attributes: cookie ?? null });
    });
    this.#keep({
      version: 1,
      id,
      leaseUntil: at + STORAGE_LEASE_MS,
      edits: [...edits, ...beside],
      old,
    });
    this.#write(edits, 'after');
    const forgetsExpiry = edits.some(({ area, key }) => area === 'cookie' && !known.get(key));
    const { token, places } = plan;
    return { kind: 'put', at, token, places, forgetsExpiry };
  }

  /** DevTools is alive: the fault stays for another while. False where it is not held here. */
  renew(id: string): boolean {
    const held = this.held();
    if (held?.id !== id) return false;
    this.#keep({ ...held, leaseUntil: this.#env.now() + STORAGE_LEASE_MS });
    return true;
  }

  /** Puts all back that the app has not written anew; what it has is told, and done as chosen. */
  undo(choice: NewerChoice, id?: string): UndoneOutcome {
    const held = this.held();
    if (!held || (id !== undefined && held.id !== id)) return { kind: 'gone' };
    const { rules, readStorage } = this.#env;
    const { restore, newer } = planUndo(rules, held.edits, readStorage(), choice);
    this.#write(restore.map(asHeld), 'before');
    if (choice === 'ask' && newer.length > 0)
      this.#keep({ ...held, edits: newer.map(asHeld), old: null });
    else this.#env.setItem(FAULT_KEY, null);
    return { kind: 'undone', newer: newer.map(editName) };
  }

  isOverdue(): boolean {
    const held = this.held();
    return (
      held !== null &&
      isLeaseOver(held.leaseUntil - STORAGE_LEASE_MS, STORAGE_LEASE_MS, this.#env.now())
    );
  }

  /** Storage may have changed: a refresh that must not be kept is overwritten. */
  look(): void {
    const held = this.held();
    if (!held?.old) return;
    const fresh = holdBack(this.#env.rules, this.#env.readStorage(), held.old)
      // The app's scripts read no token from the cookie, and of a new one only the value is known.
      .filter(({ area }) => area === 'localStorage')
      .map(asHeld);
    if (fresh.length === 0) return;
    const others = held.edits.filter((edit) => !fresh.some(({ key }) => key === edit.key));
    this.#keep({ ...held, edits: [...others, ...fresh] });
    for (const edit of fresh) this.#assign(edit, edit.after);
    const [token = ''] = Object.values(held.old);
    this.#env.tellHeldBack({ id: held.id, at: this.#env.now(), token });
  }

  #keep(held: HeldFault): void {
    this.#env.setItem(FAULT_KEY, JSON.stringify(held));
  }

  /** The app hears of it only once all is written, as it would of another tab. */
  #write(edits: readonly HeldEdit[], side: 'before' | 'after'): void {
    for (const edit of edits) this.#assign(edit, edit[side]);
    for (const { area, key, before, after } of edits) {
      const [oldValue, newValue] = side === 'after' ? [before, after] : [after, before];
      if (area === 'localStorage') this.#env.tellApp({ key, oldValue, newValue });
    }
  }

  #assign({ area, key, attributes }: HeldEdit, value: string | null): void {
    if (area === 'localStorage') this.#env.setItem(key, value);
    else this.#env.setCookie(cookieAssignment(key, value, attributes ?? USUAL_COOKIE));
  }
}
