import { firstWhere } from '../recording/growing-lists.ts';
import type { TokenRole } from '../service/token-storage.ts';
import { claimTime, identity, textClaim } from '../token/claims.ts';
import { fingerprint } from '../token/fingerprint.ts';
import { decodeToken } from '../token/jwt.ts';
import { inOrderOfSight, inOrderOfSource, type Note } from './credential-notes.ts';
import { availableAt, broughtAt, type CredentialRecord } from './credentials.ts';

/** The record of a token while it is seen again and again. */
export class GrowingRecord {
  readonly record: CredentialRecord;
  /** in order; the sightings of the record are theirs */
  readonly #notes: Note[] = [];
  readonly #issued = new Set<Note>();
  /** how many of the notes are so */
  readonly #counts = { asRefresh: 0, stored: 0, spent: 0 };
  #shape = '';

  constructor(token: string) {
    const decoded = decodeToken(token);
    const claims = decoded.kind === 'jws' ? decoded.claims : {};
    this.record = {
      id: '',
      token,
      fingerprint: fingerprint(token),
      role: 'access',
      decoded,
      user: identity(claims),
      subject: textClaim(claims, 'sub') ?? textClaim(claims, 'id'),
      issuedAt: claimTime(claims, 'iat'),
      expiresAt: claimTime(claims, 'exp'),
      sightings: [],
      issuedBy: null,
      issuedIn: null,
      isForged: false,
    };
  }

  get isSeen(): boolean {
    return this.#notes.length > 0;
  }

  add(note: Note): void {
    const place = this.#placeOf(note);
    this.#notes.splice(place, 0, note);
    this.record.sightings.splice(place, 0, note.sighting);
    this.#count(note, 1);
    if (note.issuedIn) this.#issued.add(note);
  }

  remove(note: Note): void {
    const place = this.#placeOf(note);
    this.#notes.splice(place, 1);
    this.record.sightings.splice(place, 1);
    this.#count(note, -1);
    this.#issued.delete(note);
  }

  /** Takes what follows from all notes; true where anything but the number of sightings is new. */
  settle(): boolean {
    const { record } = this;
    record.role = this.#role();
    const [issue] = [...this.#issued].sort(inOrderOfSource);
    record.issuedBy = issue?.sighting.request ?? null;
    record.issuedIn = issue?.issuedIn ?? null;
    const { stored, spent } = this.#counts;
    const { role, issuedBy, issuedIn } = record;
    const times = [availableAt(record), broughtAt(record)];
    const shape = [role, issuedBy, issuedIn, ...times, stored > 0, spent > 0].join(' ');
    const isNew = shape !== this.#shape;
    this.#shape = shape;
    return isNew;
  }

  /** What is known as a refresh token anywhere was no access token where it was sent as one. */
  #role(): TokenRole {
    if (this.#counts.asRefresh === 0) return 'access';
    if (this.record.decoded.kind !== 'jws') return 'refresh';
    if (this.#counts.asRefresh === this.#notes.length) return 'refresh';
    return this.#notes.reduce((a, b) => (inOrderOfSource(b, a) < 0 ? b : a)).role;
  }

  #count({ role, sighting }: Note, change: 1 | -1): void {
    if (role === 'refresh') this.#counts.asRefresh += change;
    if (sighting.how === 'stored') this.#counts.stored += change;
    if (sighting.place === 'body.refreshToken') this.#counts.spent += change;
  }

  #placeOf(note: Note): number {
    const last = this.#notes.at(-1);
    if (!last || inOrderOfSight(last, note) < 0) return this.#notes.length;
    return firstWhere(this.#notes, (other) => inOrderOfSight(other, note) >= 0);
  }
}
