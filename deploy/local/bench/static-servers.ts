import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startChild } from '@greenledger/embedded';

/** A server of one file, to compare with. */
export interface StaticServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startNodeServer(file: string): Promise<StaticServer> {
  const child = fork(fileURLToPath(new URL('./static-server.ts', import.meta.url)), [file]);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

/** nginx with `sendfile` and one worker, as Debian configures it, but for its folders. */
export async function startNginx(program: string, file: string): Promise<StaticServer> {
  const folder = join(dirname(file), 'nginx');
  mkdirSync(folder, { recursive: true });
  // As root its workers run as another user, who must reach the file.
  for (const path of [dirname(file), folder]) chmodSync(path, 0o755);
  chmodSync(file, 0o644);
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 512; }
http { access_log off; sendfile on; tcp_nopush on; ${temporary} types { application/atom+xml xml; }
  server { listen 127.0.0.1:${port}; root ${dirname(file)}; } }
`,
  );
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')];
  const child = startChild({ command: program, args, env: {}, logFile: join(folder, 'nginx.log') });
  const url = `http://127.0.0.1:${port}/${file.split('/').at(-1)}`;
  for (let tries = 0; ; tries++) {
    const answer = await fetch(url, { method: 'HEAD' }).catch(() => undefined);
    if (answer?.ok) break;
    if (tries === 50) throw new Error(`nginx does not serve ${url} (${answer?.status ?? 'no answer'})`);
    await delay(100);
  }
  return { url, stop: async () => void (await child.stop()) };
}
