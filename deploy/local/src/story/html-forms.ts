/** A form of a page as a browser would see it. */
export interface HtmlForm {
  readonly method: string;
  /** As written; resolve it against the page's address. */
  readonly action: string;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly tag: 'input' | 'button';
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
}

/** What the visitor does with a form; all that is not named stays as the page proposes it. */
export interface Filling {
  /** Text to enter, by field name. */
  readonly enter?: Readonly<Record<string, string>>;
  /** Names of groups whose check boxes are all ticked. */
  readonly tickAll?: readonly string[];
  /** Value of the button that is pressed, where buttons have values. */
  readonly press?: string;
}

const TAG = /<(\/?)(form|input|button)((?:\s+[^\s=>/"]+(?:=(?:"[^"]*"|[^\s">]+))?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s=>/"]+)(?:=(?:"([^"]*)"|([^\s">]+)))?/g;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The forms of a page, in order. */
export function formsOf(html: string): HtmlForm[] {
  const forms: Array<{ method: string; action: string; fields: FormField[] }> = [];
  let open = false;
  for (const [, slash, rawTag, text] of html.matchAll(TAG)) {
    const tag = rawTag!.toLowerCase();
    if (tag === 'form') {
      open = slash === '';
      if (open) {
        const { method = 'get', action = '' } = attributesOf(text!);
        forms.push({ method: method.toLowerCase(), action, fields: [] });
      }
    } else if (open && slash === '') {
      const { type = tag === 'button' ? 'submit' : 'text', name = '', value, ...rest } = attributesOf(text!);
      const field = { tag: tag as FormField['tag'], type: type.toLowerCase(), name, checked: 'checked' in rest };
      forms.at(-1)!.fields.push({ ...field, value: value ?? (field.type === 'checkbox' || field.type === 'radio' ? 'on' : '') });
    }
  }
  return forms;
}

/** What a browser would send for the form. @throws Error when the form lacks a field or button that is named. */
export function submission(form: HtmlForm, { enter = {}, tickAll = [], press }: Filling): URLSearchParams {
  const named = (name: string): boolean => form.fields.some((field) => field.name === name);
  const missing = [...Object.keys(enter), ...tickAll].filter((name) => !named(name));
  if (missing.length > 0) throw new Error(`the form has no field ${missing.join(', ')}`);
  const body = new URLSearchParams();
  for (const { tag, type, name, value, checked } of form.fields) {
    if (!name || tag === 'button' || type === 'submit') continue;
    if (type === 'checkbox' || type === 'radio') {
      if (checked || (type === 'checkbox' && tickAll.includes(name))) body.append(name, value);
    } else body.append(name, enter[name] ?? value);
  }
  if (press !== undefined) {
    const button = form.fields.find((field) => (field.tag === 'button' || field.type === 'submit') && field.value === press);
    if (!button) throw new Error(`the form has no button "${press}"`);
    body.append(button.name, button.value);
  }
  return body;
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name, quoted, bare]) => [name!.toLowerCase(), unescaped(quoted ?? bare ?? '')]),
  );
}

const unescaped = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => ENTITIES[name]!);
