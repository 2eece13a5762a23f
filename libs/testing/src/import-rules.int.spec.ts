import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Lints text as if it stood in `path`, with the configuration that `npm run lint` uses; answers the rules that it broke. */
function brokenRules(path: string, text: string): string[] {
  const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
  const config = ['--config', '.config/eslint.config.mjs', '--format', 'json', '--stdin', '--stdin-filename', path];
  const { stdout } = spawnSync(process.execPath, [eslint, ...config], { cwd: root, input: text, encoding: 'utf8' });
  const [result] = JSON.parse(stdout) as [{ messages: { ruleId: string }[] }];
  return result.messages.map(({ ruleId }) => ruleId).filter((rule) => rule.startsWith('no-restricted'));
}

const use = (module: string) => `import * as wrong from '${module}';\nexport default wrong;\n`;

describe('the import rules fail the build', () => {
  it.each([
    ['services/authorization/src/domain/authorization/decide.ts', use('@nestjs/common')],
    ['services/authorization/src/domain/authorization/decide.ts', use('node:crypto')],
    ['services/authorization/src/domain/authorization/decide.ts', use('../../application/releases.js')],
    ['services/authorization/src/application/releases.ts', use('@greenledger/data-delivery')],
    ['libs/espi/src/atom.ts', use('typeorm')],
    ['libs/meter-formats/src/cmep.ts', use('node:fs')],
    ['libs/contracts/src/terms.ts', use('pg')],
    ['libs/messaging/src/relay.ts', use('@greenledger/portal')],
  ])('%s may not contain a foreign import', (path, text) => {
    expect(brokenRules(path, text)).toEqual(['no-restricted-imports']);
  });

  it('refuses the clock and chance in a pure room', () => {
    const path = 'services/authorization/src/domain/authorization/decide.ts';
    expect(brokenRules(path, 'export const now = Date.now();\n')).toEqual(['no-restricted-syntax']);
    expect(brokenRules(path, 'export const luck = Math.random();\n')).toEqual(['no-restricted-syntax']);
    expect(brokenRules(path, 'export const env = process.env;\n')).toEqual(['no-restricted-globals']);
  });

  it('lets the right imports pass', () => {
    const terms = "import type { Terms } from '@greenledger/contracts';\nexport type Own = Terms;\n";
    expect(brokenRules('services/authorization/src/domain/authorization/decide.ts', terms)).toEqual([]);
    expect(brokenRules('services/authorization/src/application/releases.ts', use('@nestjs/common'))).toEqual([]);
  });
});
