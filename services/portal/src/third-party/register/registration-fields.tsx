import { DATA_SETS, THIRD_PARTY_USER_TYPES, type RegistrationForm } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { FieldMessage, type FieldError } from '../../html/error-summary.js';
import { Field } from '../../html/field.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly form: RegistrationForm;
  readonly errors: readonly FieldError[];
  readonly words: Messages['registration'];
}

/** Every field of the company's form, for the first registration and for later changes. */
export function RegistrationFields({ form, errors, words }: Props): VNode {
  const field = (id: string, value: string, more: Partial<Parameters<typeof Field>[0]> = {}): VNode => (
    <Field id={id} label={words.labels[id]!} hint={words.hints[id]} value={value} errors={errors} {...more} />
  );
  const url = { inputMode: 'url', autocomplete: 'off' } as const;
  const contact = (id: 'businessContact' | 'technicalContact'): VNode => (
    <>
      {field(`${id}.name`, form[id].name)}
      {field(`${id}.email`, form[id].email, { inputMode: 'email' })}
      {field(`${id}.phone`, form[id].phone, { inputMode: 'tel' })}
    </>
  );
  return (
    <>
      <fieldset class="section">
        <legend>{words.company}</legend>
        {field('name', form.name, { autocomplete: 'organization' })}
        {field('taxpayerId', form.taxpayerId, { inputMode: 'numeric', autocomplete: 'off' })}
        <Choices id="userType" legend={words.labels['userType']!} kind="radio" errors={errors}>
          {THIRD_PARTY_USER_TYPES.map((type) => [type, words.userTypes[type], form.userType === type] as const)}
        </Choices>
      </fieldset>
      <fieldset class="section">
        <legend>{words.purposeHeading}</legend>
        {field('purpose', form.purpose, { kind: 'lines' })}
        <Choices id="dataSets" legend={words.labels['dataSets']!} kind="checkbox" errors={errors}>
          {DATA_SETS.map((dataSet) => [dataSet, words.dataSets[dataSet], form.dataSets.includes(dataSet)] as const)}
        </Choices>
      </fieldset>
      <fieldset class="section">
        <legend>{words.pages}</legend>
        {field('clientUri', form.clientUri, url)}
        {field('policyUri', form.policyUri, url)}
        {field('tosUri', form.tosUri, url)}
        {field('portalUri', form.portalUri, url)}
        {field('logoUri', form.logoUri, { ...url, mark: words.optional })}
      </fieldset>
      <fieldset class="section">
        <legend>{words.software}</legend>
        {field('redirectUris', form.redirectUris.join('\n'), { kind: 'lines' })}
        {field('notifyUri', form.notifyUri, url)}
      </fieldset>
      <fieldset class="section">
        <legend>{words.people}</legend>
        {contact('businessContact')}
        {contact('technicalContact')}
      </fieldset>
    </>
  );
}

interface ChoicesProps {
  readonly id: string;
  readonly legend: string;
  readonly kind: 'radio' | 'checkbox';
  readonly errors: readonly FieldError[];
  /** Value, label, chosen. */
  readonly children: readonly (readonly [string, string, boolean])[];
}

/** A group of choices; its id stands at the first one, so that the error summary leads there. */
function Choices({ id, legend, kind, errors, children }: ChoicesProps): VNode {
  const invalid = errors.some(({ field }) => field === id);
  return (
    <fieldset aria-describedby={invalid ? `${id}-error` : undefined}>
      <legend>{legend}</legend>
      <FieldMessage field={id} errors={errors} />
      {children.map(([value, label, checked], index) => (
        <label class="choice">
          <input type={kind} id={index === 0 ? id : undefined} name={id} value={value} checked={checked} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
