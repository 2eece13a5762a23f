import {
  THIRD_PARTY_TESTS,
  type SandboxRequestView,
  type TestRun,
  type ThirdPartyProgress,
  type ThirdPartyTest,
} from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';
import { CompanyFrame } from './company-frame.js';
import { MilestoneList } from './milestone-list.js';
import { DecisionNotice, StageBadge } from './stage-notice.js';
import { SandboxRequests } from '../sandbox/sandbox-requests.js';
import { TestCard, type RunForm } from './test-card.js';

interface Props {
  readonly progress: ThirdPartyProgress;
  readonly runs: readonly TestRun[];
  /** What was seen of the client in the sandbox. */
  readonly seen: readonly SandboxRequestView[];
  /** The form of each test; undefined for those who may not run it. */
  readonly formOf: (test: ThirdPartyTest) => RunForm | undefined;
  readonly messages: Messages;
  readonly locale: string;
}

/** Where the registration stands, what comes next, and the tests. */
export function CompanyPage({ progress, runs, seen, formOf, messages, locale }: Props): VNode {
  const { company } = messages;
  const { name, stage, clientId, applicationInformationId, scopes } = progress;
  return (
    <CompanyFrame messages={messages} current="company" heading={name}>
      <DecisionNotice progress={progress} messages={messages} locale={locale} />
      <p class="notice">
        <StageBadge stage={stage} messages={messages} /> {company.next[stage]}
      </p>
      {progress.profile?.userType === 'selfAccess' && stage === 'production' && (
        <p>
          <a class="button" href={`/share/${progress.thirdPartyId}`}>
            {messages.share.choose(name)}
          </a>
        </p>
      )}
      <MilestoneList progress={progress} messages={messages} locale={locale} />
      <section class="card">
        <h2>{company.idsHeading}</h2>
        <dl class="facts">
          <dt>{company.clientId}</dt>
          <dd>
            <code>{clientId}</code>
          </dd>
          <dt>{company.applicationInformation}</dt>
          <dd>
            <code>{applicationInformationId}</code>
          </dd>
          <dt>{company.scope}</dt>
          <dd>
            {scopes.map((scope) => (
              <code>{scope}</code>
            ))}
          </dd>
        </dl>
      </section>
      <h2>{company.testsHeading}</h2>
      <p>{company.testsLead}</p>
      {THIRD_PARTY_TESTS.map((test) => (
        <TestCard test={test} run={runs.find((run) => run.test === test)} form={formOf(test)} messages={messages} locale={locale}>
          {test === 'oauth' && <SandboxRequests requests={seen} messages={messages} locale={locale} />}
        </TestCard>
      ))}
    </CompanyFrame>
  );
}
