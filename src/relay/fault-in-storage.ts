import {
  type CookieAttributes,
  cookieAssignment,
  USUAL_COOKIE,
} from '../core/faults/cookie-text.ts';
import { isLeaseOver, STORAGE_LEASE_MS } from '../core/faults/lease.ts';
import type { UndoneOutcome } from '../core/faults/outcome.ts';
import type { StorageEdit } from '../core/faults/storage-edits.ts';
import { editName, type NewerChoice, planUndo } from '../core/faults/undo.ts';
import type { PageStorage, StorageRules } from '../core/service/token-storage.ts';
import { fieldsOf, readJson } from '../core/token/json.ts';
import { FAULT_KEY } from '../page-channel.ts';

export interface HeldEdit extends StorageEdit {
  /** null in localStorage */
  attributes: CookieAttributes | null;
  /** what puts a cookie back, ready for the page's hook */
  assignment: string | null;
}

/** A fault of storage as it lies in the page, where the page can write too. */
export interface HeldFault {
  version: 1;
  id: string;
  leaseUntil: number;
  edits: HeldEdit[];
  /** the tokens that are kept whatever a refresh writes */
  old: Record<string, string> | null;
}

/** A copy that the app made lies in localStorage, which has no attributes. */
export function asHeld(edit: StorageEdit & { attributes?: CookieAttributes | null }): HeldEdit {
  const { area, key, before, attributes = null } = edit;
  const isCookie = area === 'cookie';
  const assignment = isCookie ? cookieAssignment(key, before, attributes ?? USUAL_COOKIE) : null;
  return { ...edit, attributes, assignment };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

function isAttributes(value: unknown): value is CookieAttributes {
  const { domain, path, expires, sameSite, secure } = fieldsOf(value);
  return (
    isTextOrNull(domain) &&
    isText(path) &&
    (expires === null || typeof expires === 'number') &&
    (sameSite === null || sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none') &&
    typeof secure === 'boolean'
  );
}

function isEdit(value: unknown): value is HeldEdit {
  const { area, key, before, after, attributes, assignment } = fieldsOf(value);
  return (
    (area === 'localStorage' || area === 'cookie') &&
    isText(key) &&
    isTextOrNull(before) &&
    isTextOrNull(after) &&
    (attributes === null || isAttributes(attributes)) &&
    isTextOrNull(assignment)
  );
}

/** The fault that a text is, or null; by hand, for it is read before the page's first script. */
export function heldIn(text: string | null): HeldFault | null {
  const { version, id, leaseUntil, edits, old } = fieldsOf(readJson(text ?? ''));
  if (version !== 1 || !isText(id) || typeof leaseUntil !== 'number') return null;
  if (!Array.isArray(edits) || !edits.every(isEdit)) return null;
  const kept = old === null ? null : fieldsOf(old);
  if (kept && !Object.values(kept).every(isText)) return null;
  return { version, id, leaseUntil, edits, old: kept as Record<string, string> | null };
}

export interface StorageEnvironment {
  rules: StorageRules;
  readStorage(): PageStorage;
  /** null where there is none, or no storage */
  getItem(key: string): string | null;
  /** null takes it away */
  setItem(key: string, value: string | null): void;
  /** a whole `document.cookie` assignment */
  setCookie(assignment: string): void;
  tellApp(change: { key: string; oldValue: string | null; newValue: string | null }): void;
  /** ms since the epoch */
  now(): number;
}

/** The fault that lies in this document's storage: how long, and how it comes back. */
export class FaultInStorage {
  readonly #env: StorageEnvironment;

  constructor(environment: StorageEnvironment) {
    this.#env = environment;
  }

  /** The fault whose original lies in this storage, or null. */
  held(): HeldFault | null {
    return heldIn(this.#env.getItem(FAULT_KEY));
  }

  /** DevTools is alive: the fault stays for another while. False where it is not held here. */
  renew(id: string): boolean {
    const held = this.held();
    if (held?.id !== id) return false;
    this.keep({ ...held, leaseUntil: this.#env.now() + STORAGE_LEASE_MS });
    return true;
  }

  /** Puts all back that the app has not written anew; what it has is told, and done as chosen. */
  undo(choice: NewerChoice, id?: string): UndoneOutcome {
    const held = this.held();
    if (!held || (id !== undefined && held.id !== id)) return { kind: 'gone' };
    const { rules, readStorage, getItem, setItem } = this.#env;
    const storage = readStorage();
    // The keys of an added host are known only later, and what begins there must not wait for them.
    for (const { area, key } of held.edits) {
      const value = area === 'cookie' ? null : getItem(key);
      if (value !== null) storage.entries[key] = value;
    }
    const { restore, newer } = planUndo(rules, held.edits, storage, choice);
    const edits = restore.map(asHeld);
    this.write(edits, 'before');
    if (choice === 'ask' && newer.length > 0)
      this.keep({ ...held, edits: newer.map(asHeld), old: null });
    else setItem(FAULT_KEY, null);
    // Where the page has filled its storage, what was kept leaves the room.
    for (const edit of this.missing(edits, 'before')) this.assign(edit, edit.before);
    return { kind: 'undone', newer: newer.map(editName) };
  }

  isOverdue(): boolean {
    const held = this.held();
    return (
      held !== null &&
      isLeaseOver(held.leaseUntil - STORAGE_LEASE_MS, STORAGE_LEASE_MS, this.#env.now())
    );
  }

  keep(held: HeldFault): void {
    this.#env.setItem(FAULT_KEY, JSON.stringify(held));
  }

  /** The app hears of it only once all is written, as it would of another tab. */
  write(edits: readonly HeldEdit[], side: 'before' | 'after'): void {
    for (const edit of edits) this.assign(edit, edit[side]);
    for (const { area, key, before, after } of edits) {
      const [oldValue, newValue] = side === 'after' ? [before, after] : [after, before];
      if (area === 'localStorage') this.#env.tellApp({ key, oldValue, newValue });
    }
  }

  /** What a storage that is full did not take. */
  missing(edits: readonly HeldEdit[], side: 'before' | 'after'): HeldEdit[] {
    return edits.filter(
      (edit) => edit.area !== 'cookie' && this.#env.getItem(edit.key) !== edit[side],
    );
  }

  assign({ area, key, attributes }: HeldEdit, value: string | null): void {
    if (area === 'localStorage') this.#env.setItem(key, value);
    else this.#env.setCookie(cookieAssignment(key, value, attributes ?? USUAL_COOKIE));
  }
}
