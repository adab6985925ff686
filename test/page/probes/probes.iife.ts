import { fetchProbes } from './fetch.ts';
import type { Probe } from './helpers.ts';
import { patchingProbes } from './patching.ts';
import { socketProbes } from './socket.ts';
import { spoiling } from './spoiling.ts';
import { xhrProbes } from './xhr.ts';

const probes: Record<string, Probe> = {
  ...fetchProbes,
  ...xhrProbes,
  ...socketProbes,
  ...patchingProbes,
};
Object.defineProperty(window, 'probes', { value: probes });
Object.defineProperty(window, 'spoiling', { value: spoiling });
