/** `npm run build-for-amo`: the Firefox zip alone, from the sources in this folder. */
import { packExtension } from './packages.ts';

console.log(packExtension('firefox'));
