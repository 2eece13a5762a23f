import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A script of our own, served as a file: the CSP allows no other. Its path changes with its content. */
export interface Script {
  readonly content: string;
  readonly fileName: string;
  readonly path: string;
}

function scriptOf(name: string): Script {
  const content = readFileSync(new URL(`./scripts/${name}.js`, import.meta.url), 'utf8');
  const fileName = `${name}-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.js`;
  return { content, fileName, path: `/assets/${fileName}` };
}

/** Search, count and hide-unselected of a long list of services. */
export const serviceChoiceScript = scriptOf('service-choice');

/** Reloads a page that follows something under way. */
export const followScript = scriptOf('follow');

/** Sends the form of a page that has nothing to decide. */
export const submitScript = scriptOf('submit-now');

export const scripts: readonly Script[] = [serviceChoiceScript, followScript, submitScript];
