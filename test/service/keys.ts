import { randomBytes } from 'node:crypto';
import { type CryptoKey, generateKeyPair } from 'jose';

/** One installation of the service: who it says it is, and what it signs with. */
export interface Environment {
  v1: { issuer: string; audience: string; secret: Uint8Array };
  v2: {
    issuer: string;
    audience: string;
    keyId: string;
    privateKey: CryptoKey;
    publicKey: CryptoKey;
  };
}

/** Keys of `production` sign what is accepted here; those of `development` are strangers, made when asked for. */
export interface Keys {
  production: Environment;
  development(): Promise<Environment>;
}

const SECRET_BYTES = 32;
const KEY_ID_BYTES = 20;

async function createEnvironment(project: string, suffix: string): Promise<Environment> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return {
    v1: {
      issuer: `fg-auth-service${suffix}`,
      audience: `fg-services${suffix}`,
      secret: randomBytes(SECRET_BYTES),
    },
    v2: {
      issuer: `https://securetoken.google.com/${project}`,
      audience: project,
      keyId: randomBytes(KEY_ID_BYTES).toString('hex'),
      privateKey,
      publicKey,
    },
  };
}

/** New keys at every start: nothing signed here is worth anything elsewhere. */
export async function createKeys(): Promise<Keys> {
  let development: Promise<Environment> | undefined;
  return {
    production: await createEnvironment('futureguide-loopback', ''),
    development: () => {
      development ??= createEnvironment('futureguide-loopback-dev', '-dev');
      return development;
    },
  };
}
