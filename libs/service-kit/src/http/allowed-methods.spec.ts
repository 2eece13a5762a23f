import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { AllowedMethods } from './allowed-methods.js';

describe('the methods of a path', () => {
  const allowed = new AllowedMethods();
  let fastify: FastifyInstance;
  beforeAll(async () => {
    fastify = Fastify();
    allowed.watch(fastify);
    const answer = (): string => '';
    fastify.get('/', answer);
    fastify.get('/things/:id', answer);
    fastify.route({ method: ['PUT', 'DELETE'], url: '/things/:id', handler: answer });
    fastify.post('/things/:id/end', answer);
    fastify.get('/files/:name.json', answer);
    fastify.all('/everything/*', answer);
    await fastify.ready();
  });
  afterAll(() => fastify?.close());

  it.each([
    ['/', ['GET', 'HEAD']],
    ['/things/1', ['DELETE', 'GET', 'HEAD', 'PUT']],
    ['/things/1/', ['DELETE', 'GET', 'HEAD', 'PUT']],
    ['/things/1/end', ['POST']],
    ['/files/a.json', ['GET', 'HEAD']],
    ['/files/ajson', []],
    ['/things', []],
    ['/things/1/2/end', []],
    ['/everything/at/all', []],
  ])('of %s are %j', (path, methods) => expect(allowed.of(path)).toEqual(methods));

  it('are told in place of one that it lacks, and of no other', () => {
    expect(allowed.insteadOf('PATCH', '/things/1')).toEqual(['DELETE', 'GET', 'HEAD', 'PUT']);
    expect(allowed.insteadOf('GET', `/things/${'1'.repeat(200)}`)).toEqual([]);
  });
});
