import { generate } from 'selfsigned';

const DNS_NAME = 2;

/** A self-signed certificate for the app's host and all its subdomains, as PEM. */
export async function createCertificate(): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'futureguide.id' }], {
    algorithm: 'sha256',
    // Found in a hundredth of the time that an RSA key takes.
    keyType: 'ec',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: DNS_NAME, value: 'futureguide.id' },
          { type: DNS_NAME, value: '*.futureguide.id' },
        ],
      },
    ],
  });
  return { key, cert };
}
