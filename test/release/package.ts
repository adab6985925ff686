/** `npm run package`: the zips for both stores, and the sources that Firefox's reviewers ask for. */
import { packExtension, packSources } from './packages.ts';

for (const path of [packExtension('chrome'), packExtension('firefox'), packSources()])
  console.log(path);
