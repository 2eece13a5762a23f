/** Waits for a mail to a person of a company. @returns the link in the newest one @throws Error after 20 s */
export async function linkInMail(mailUrl: string, address: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const mails = (await (await fetch(`${mailUrl}/messages`)).json()) as { to: string; text: string }[];
    const link = /http\S+\/third-party\/\S+/.exec(mails.findLast(({ to }) => to === address)?.text ?? '')?.[0];
    if (link) return link;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no mail to ${address}`);
}
