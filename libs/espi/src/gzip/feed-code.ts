import { DeflateCode } from './deflate-code.js';
import { DISTANCES, LITERALS_AND_LENGTHS } from './deflate-symbols.js';

const literals = new Array<number>(LITERALS_AND_LENGTHS).fill(1);
for (let d = 48; d < 58; d++) literals[d] = 650;
literals[280] = 900;
literals[274] = 900;
literals[45] = 4;
for (let d = 97; d < 103; d++) literals[d] = 40;
const distances = new Array<number>(DISTANCES).fill(1);
distances[14] = 1000;
distances[15] = 50;
distances[16] = 10;
for (let d = 26; d < 30; d++) distances[d] = 15;
export const FEED_CODE = new DeflateCode(literals, distances);
