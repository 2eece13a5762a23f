import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The TypeScript example of docs/examples, generated and compiled as its README says, in a folder of its own. */
export class TypescriptClient {
  private constructor(readonly folder: string) {}

  /**
   * Generates the client and compiles the programs.
   * @param openapi URL or file of the OpenAPI document
   * @throws Error with what the generator or the compiler said
   */
  static async build(openapi: string): Promise<TypescriptClient> {
    const client = new TypescriptClient(await mkdtemp(join(tmpdir(), 'typescript-client-')));
    try {
      await cp(join(root, 'docs/examples/typescript-client'), client.folder, { recursive: true });
      await client.#node(['@hey-api/openapi-ts/bin/run.js', '-f', 'openapi-ts.config.mjs'], { OPENAPI: openapi });
      await client.compile();
      return client;
    } catch (error) {
      await client.remove();
      throw error;
    }
  }

  /** @throws Error with what the compiler said */
  async compile(): Promise<void> {
    // The packages of the example's package.json, at the same versions, are those of this checkout.
    await this.#node(['typescript/bin/tsc', '-p', 'tsconfig.json', '--typeRoots', join(root, 'node_modules/@types')]);
  }

  /** What a program prints. @throws Error when it ends with an error */
  run(program: string, environment: Readonly<Record<string, string>>): Promise<string> {
    return this.#output([join(this.folder, 'dist', `${program}.js`)], environment);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  #node([script, ...options]: readonly [string, ...string[]], environment: Readonly<Record<string, string>> = {}): Promise<string> {
    return this.#output([join(root, 'node_modules', script), ...options], environment);
  }

  async #output(command: readonly string[], environment: Readonly<Record<string, string>>): Promise<string> {
    const options = { cwd: this.folder, env: { PATH: process.env['PATH'], ...environment }, maxBuffer: 16 * 1024 * 1024 };
    try {
      return (await run(process.execPath, command, options)).stdout;
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`${command.join(' ')}\n${stdout}${stderr}`, { cause: error });
    }
  }
}
