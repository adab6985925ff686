import { createHash, randomUUID } from 'node:crypto';

/** Somebody with an account. Everybody here is invented. */
export interface Person {
  /** The service's own id, a UUID; never the `sub` of a v2 token. */
  id: string;
  /** Firebase UID, 28 characters: `sub` and `user_id` of a v2 token. */
  uid: string;
  email: string;
  username: string;
  displayName: string;
  password: string;
  isAdmin: boolean;
  tokenBalance: number;
  createdAt: string;
  lastLogin: string | null;
  profile: Record<string, string | null> | null;
}

export interface Account {
  email: string;
  password: string;
  displayName: string;
}

export interface People {
  find(by: Partial<Pick<Person, 'id' | 'uid' | 'email' | 'username'>>): Person | undefined;
  register(account: Account, at: string): Person;
  /** Only the invented residents are left, as they were at the start. */
  reset(): void;
}

const UID_LENGTH = 28;
const PASSWORD = 'kupu-kupu-biru';

/** The first signs in by default, the second is "the other user", the third an administrator. */
export const RESIDENTS = {
  zoe: {
    email: 'zoe.pratiwi@siswa.example',
    password: PASSWORD,
    displayName: 'Zoë Ayu Pratiwi 🌱',
  },
  budi: { email: 'budi.santoso@siswa.example', password: PASSWORD, displayName: 'Budi Santoso' },
  admin: { email: 'ratna@kantor.example', password: PASSWORD, displayName: 'Ratna Dewi' },
} satisfies Record<string, Account>;

const SETTLED_AT = '2025-07-01T02:00:00.000Z';

function firebaseUid(email: string): string {
  const digest = createHash('sha256').update(email).digest('base64');
  return digest.replace(/[^A-Za-z0-9]/g, 'x').slice(0, UID_LENGTH);
}

export function createPeople(): People {
  let residents: Person[] = [];

  function register({ email, password, displayName }: Account, at: string): Person {
    const person: Person = {
      id: randomUUID(),
      uid: firebaseUid(email),
      email,
      username: email.slice(0, email.indexOf('@')),
      displayName,
      password,
      isAdmin: email === RESIDENTS.admin.email,
      tokenBalance: 25,
      createdAt: at,
      lastLogin: null,
      profile: null,
    };
    residents.push(person);
    return person;
  }

  function reset(): void {
    const former = residents;
    residents = [];
    for (const account of Object.values(RESIDENTS)) {
      const person = register(account, SETTLED_AT);
      person.id = former.find(({ email }) => email === account.email)?.id ?? person.id;
    }
  }

  reset();
  return {
    find: (by) =>
      residents.find((person) =>
        Object.entries(by).some(([field, value]) => person[field as keyof Person] === value),
      ),
    register,
    reset,
  };
}
