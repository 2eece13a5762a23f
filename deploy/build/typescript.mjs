// `node --import <this file> x.bench.ts` runs TypeScript without an emit.
import { register } from 'node:module';

register('./typescript-hook.mjs', import.meta.url);
