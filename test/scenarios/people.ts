import type { PersonName } from './script.ts';

export interface Person {
  email: string;
  /** the subject of an Auth V2 token */
  uid: string;
  /** the service's own id, never a subject */
  id: string;
  name: string;
}

/** Nobody of them exists. */
export const PEOPLE_OF_SCENARIOS: Record<PersonName, Person> = {
  sari: {
    email: 'sari@siswa.example',
    uid: 'sariUid00000000000000000000x',
    id: '6f1c7a52-0d1e-4d70-9a41-1c2b3d4e5f60',
    name: 'Sari Wulandari',
  },
  budi: {
    email: 'budi@siswa.example',
    uid: 'budiUid00000000000000000000x',
    id: '0b8e2f14-7c55-4e0a-8d3f-9a1b2c3d4e5f',
    name: 'Budi Santoso',
  },
  ratna: {
    email: 'ratna@kantor.example',
    uid: 'ratnaUid0000000000000000000x',
    id: 'c4d9a0b1-3e2f-4a5b-8c7d-6e5f4a3b2c1d',
    name: 'Ratna Dewi',
  },
};
