import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { households } from '../../town/residents.js';
import { checkout } from '../../run/checkout.js';
import { eventually, patientFetch } from '../patient-fetch.js';
import { assertThat, type StoryContext } from '../story-context.js';
import { textOf, Visitor } from '../visitor.js';

interface Mail {
  readonly to: string;
  readonly text: string;
  readonly receivedAt: string;
}

/** The mail links to a receipt that opens without sign-in, and the program of the documentation verifies it offline. */
export async function verifyReceipt(story: StoryContext): Promise<void> {
  const { email } = households[0]!;
  const link = await eventually('A mail should bring the link of a receipt.', async () => {
    const mails = (await (await patientFetch(`${story.stack.mailUrl}/messages`)).json()) as readonly Mail[];
    const own = mails.filter(({ to, receivedAt }) => to.includes(email) && Date.parse(receivedAt) >= story.startedAt.getTime());
    return own.map(({ text }) => /http\S+\/receipts\/[\w-]{48}/.exec(text)?.[0]).find((found) => found !== undefined);
  });
  const page = await new Visitor().open(link);
  assertThat(page.status === 200, `The receipt should open without sign-in; it answered ${page.status}: ${textOf(page.html)}`);

  const folder = await mkdtemp(join(tmpdir(), 'greenledger-receipt-'));
  try {
    const keep = async (url: string, file: string): Promise<void> => writeFile(join(folder, file), await (await patientFetch(url)).text());
    await keep(`${link}.json`, 'receipt.json');
    await keep(`${story.stack.origin}/receipts/keys.json`, 'keys.json');
    const guide = await readFile(join(checkout, 'docs', 'how-to', 'verify-a-receipt.md'), 'utf8');
    await writeFile(join(folder, 'verify-receipt.mjs'), /```js\n([\s\S]*?)```/.exec(guide)![1]!);
    const verify = (): Promise<unknown> => promisify(execFile)(process.execPath, ['verify-receipt.mjs'], { cwd: folder });
    await verify();
    const kept = JSON.parse(await readFile(join(folder, 'receipt.json'), 'utf8')) as { jws: string };
    const [head, body, signature] = kept.jws.split('.');
    const forged = Buffer.from(body!, 'base64url').toString().replace('"purpose":"', '"purpose":"not ');
    const jws = [head, Buffer.from(forged).toString('base64url'), signature].join('.');
    await writeFile(join(folder, 'receipt.json'), JSON.stringify({ jws }));
    const refused = await verify().then(
      () => false,
      () => true,
    );
    assertThat(refused, 'A receipt with another purpose should not verify.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  story.say('Her receipt opened without sign-in and was verified offline; a forged one was not.');
}
