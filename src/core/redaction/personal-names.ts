/**
 * Which fields are about a person, told by their names, in English and Indonesian: OpenID Connect's
 * claims (Core §5.1) and what forms of sign-up ask for.
 */
import { wordSet } from './word-set.ts';

const PERSONAL = wordSet(
  'name nickname profile picture website gender sex address identities username birthdate ' +
    'birthday birthplace dateofbirth placeofbirth dob phone phonenumber mobile mobilephone ' +
    'mobilenumber telephone tel whatsapp street streetaddress postcode postalcode zip zipcode ' +
    'photo photourl avatar avatarurl telepon telp notelp notelepon nomortelepon hp nohp ' +
    'nomorhp handphone wa nowa nomorwa tanggallahir tgllahir tempatlahir jeniskelamin alamat ' +
    'kodepos foto fotourl nik nisn nis nim nip ktp noktp npwp',
);
const OF_A_NAME =
  /^nama|^(first|last|full|given|family|middle|display|preferredusername|nick|real|mother|father|parent|guardian|student|teacher|customer|contact|preferreduser)(name)?$|(first|last|full|given|family|middle|display|mother|father|parent|guardian|student)name$/;
/** What programs name: `TokenExpiredError`. */
const ERROR_CLASS = /^[A-Z][A-Za-z]*(Error|Exception)$/;

export function isErrorClass(value: unknown): boolean {
  return typeof value === 'string' && ERROR_CLASS.test(value);
}

/** Whether all that lies in a field of this name tells when and where a person was born. */
export function isOfBirth(name: string): boolean {
  return /^(birth|lahir|kelahiran)$/i.test(name);
}

/** Whether a header of this name does. */
export function isPersonalHeader(name: string): boolean {
  return isPersonal(name.replace(/^x-/i, ''), null);
}

/** Whether a field of this name holds something that tells who a person is. */
export function isPersonal(name: string, value: unknown): boolean {
  if (isErrorClass(value)) return false;
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  return PERSONAL.has(plain) || OF_A_NAME.test(plain) || isOfBirth(name);
}
