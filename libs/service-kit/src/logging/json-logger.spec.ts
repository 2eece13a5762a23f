import { describe, expect, it } from '@jest/globals';
import { runWithCorrelationId } from '../http/correlation-id.js';
import { JsonLogger } from './json-logger.js';

function logged(work: (logger: JsonLogger) => void): Record<string, unknown> {
  const lines: string[] = [];
  work(new JsonLogger('portal', 'info', { write: (line) => void lines.push(line) }));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0]!) as Record<string, unknown>;
}

describe('JsonLogger', () => {
  it('writes one object a line with service, context and correlation id', () => {
    const line = logged((logger) => runWithCorrelationId('abcdefgh-1', () => logger.log('hello', 'Here')));
    expect(line).toMatchObject({ level: 'info', service: 'portal', message: 'hello', context: 'Here', correlationId: 'abcdefgh-1' });
  });

  it.each([
    'Authorization: Bearer abcdef.ghijkl',
    'Basic dXNlcjphYmNkZWY=',
    'postgres://gl_portal:abcdef@host/db',
    '/callback?code=abcdef&state=1',
    'access_token=abcdef',
  ])('takes the secret out of text: %s', (text) => {
    expect(JSON.stringify(logged((logger) => logger.warn(text)))).not.toMatch(/abcdef|dXNlcjphYmNkZWY/);
  });

  it('redacts secret members of objects', () => {
    const secrets = {
      headers: { authorization: 'abcdef', cookie: 'abcdef' },
      token: 'abcdef',
      customer: { email: 'abcdef', name: 'abcdef' },
    };
    expect(JSON.stringify(logged((logger) => logger.log({ message: 'asked', ...secrets })))).not.toContain('abcdef');
  });

  it('logs an error with its stack, redacted', () => {
    const line = logged((logger) => logger.error(new Error('no password=abcdef here')));
    expect(line).toMatchObject({ level: 'error', error: 'Error', stack: expect.stringContaining('at ') });
    expect(JSON.stringify(line)).not.toContain('abcdef');
  });
});
