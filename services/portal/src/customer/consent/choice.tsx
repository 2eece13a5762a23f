import type { ComponentChildren, VNode } from 'preact';
import { FieldMessage, type FieldError } from '../../html/error-summary.js';

interface GroupProps {
  readonly field: string;
  readonly legend: string;
  readonly errors: readonly FieldError[];
  readonly children: ComponentChildren;
}

/** A group of choices with its error beside it. */
export function ChoiceGroup({ field, legend, errors, children }: GroupProps): VNode {
  const wrong = errors.some((error) => error.field === field);
  return (
    <fieldset aria-describedby={wrong ? `${field}-error` : undefined}>
      <legend>{legend}</legend>
      <FieldMessage field={field} errors={errors} />
      {children}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly type: 'checkbox' | 'radio';
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly label: string;
  readonly note?: string;
  /** The first of a group carries the group's name as its id: error links lead to it. */
  readonly index: number;
  /** Kept out of sight by a search; what is ticked stays so. */
  readonly hidden?: boolean;
}

export function Choice({ type, name, value, checked, label, note, index, hidden }: ChoiceProps): VNode {
  const id = index === 0 ? name : `${name}-${index}`;
  return (
    <label class="choice" for={id} hidden={hidden}>
      <input type={type} id={id} name={name} value={value} checked={checked} />
      <span>
        {note ? <strong>{label}</strong> : label}
        {note && <span class="note">{note}</span>}
      </span>
    </label>
  );
}
