import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('./styles/', import.meta.url);
/** The parts in the order of their numbers; later ones win. */
const content = readdirSync(folder)
  .sort()
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');
const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);

/** The one stylesheet; its path changes with its content, so browsers may keep it for ever. */
export const stylesheet = { content, fileName: `style-${hash}.css`, path: `/assets/style-${hash}.css` };
