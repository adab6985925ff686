import { tryTokenFaults } from './try-token-faults.ts';
import { VARIANTS } from './variants.ts';

tryTokenFaults(VARIANTS);
