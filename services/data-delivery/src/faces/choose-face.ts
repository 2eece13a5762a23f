import { FACES, type FaceName } from './face-name.js';

/**
 * The form for an Accept header (RFC 9110 section 12.5.1): the one with the greatest weight, and Atom when nothing that we
 * have is named, because ESPI clients send all sorts of things there and mean the feed.
 * @param offered the forms that the resource has; all of them when left out
 */
export function chooseFace<F extends FaceName = FaceName>(accept: string | undefined, offered?: readonly F[]): F | 'atom' {
  if (accept === undefined) return 'atom';
  let best: F | 'atom' = 'atom';
  let heaviest = 0;
  for (const item of accept.split(',')) {
    const [range = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2)) || 0;
    const face = faceOf(range) as F | 'atom' | undefined;
    if (face === undefined || (face !== 'atom' && offered && !offered.includes(face)) || weight < heaviest || weight === 0) continue;
    // Between forms that are liked equally the feed wins: it is what the resource is.
    if (weight === heaviest && best === 'atom') continue;
    if (weight === heaviest && face !== 'atom') continue;
    best = face;
    heaviest = weight;
  }
  return best;
}

function faceOf(range: string): FaceName | undefined {
  if (range === '*/*' || range === 'application/*') return 'atom';
  return (Object.keys(FACES) as FaceName[]).find((name) => FACES[name].mediaTypes.includes(range));
}
