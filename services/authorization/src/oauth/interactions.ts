import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import { Provider } from 'oidc-provider';

export type Interaction = InstanceType<Provider['Interaction']>;

/** @throws ProblemError `consent-request-gone` */
export const gone = (): never => {
  throw new ProblemError('consent-request-gone', 'the request was answered or has expired; go back to the company and begin again');
};

/** Authorize requests that wait for an answer. */
@Injectable()
export class Interactions {
  constructor(@Inject(Provider) private readonly provider: Provider) {}

  /** @throws ProblemError `consent-request-gone` */
  async open(interactionId: string): Promise<Interaction> {
    const interaction = (await this.provider.Interaction.find(interactionId)) ?? gone();
    const { parJti } = interaction as { parJti?: string };
    // Two tabs may show the same pushed request; it can be decided in one of them.
    const pushed =
      parJti === undefined ? undefined : await this.provider.PushedAuthorizationRequest.find(parJti, { ignoreExpiration: true });
    return (pushed as { consumed?: unknown } | undefined)?.consumed ? gone() : interaction;
  }

  /** The answer under which the request goes on with an authorization. @param scope as granted @returns where to send the browser */
  async agree(interaction: Interaction, authorizationId: string, scope: string): Promise<string> {
    interaction.params.scope = scope;
    interaction.result = { login: { accountId: authorizationId, remember: false }, consent: { grantId: authorizationId } };
    return this.#finish(interaction);
  }

  /** @returns where to send the browser */
  async decline(interaction: Interaction): Promise<string> {
    interaction.result = { error: 'access_denied', error_description: 'the customer declined' };
    return this.#finish(interaction);
  }

  async #finish(interaction: Interaction): Promise<string> {
    await interaction.save(Math.max(1, interaction.exp - Math.floor(Date.now() / 1000)));
    return interaction.returnTo;
  }
}
