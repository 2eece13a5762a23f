import type { VNode } from 'preact';
import type { FieldError } from '../../html/error-summary.js';
import { serviceChoiceScript } from '../../html/scripts.js';
import type { Messages } from '../../locales/index.js';
import { Choice, ChoiceGroup } from '../consent/choice.js';
import { listed, MOST_WITHOUT_SEARCH, type ListFilter, type ServiceEntry, type UnavailableService } from './service-selection.js';

interface Props {
  readonly entries: readonly ServiceEntry[];
  readonly unavailable: readonly UnavailableService[];
  readonly chosen: readonly string[];
  readonly filter: ListFilter;
  readonly errors: readonly FieldError[];
  /** Path the whole form is sent to; the tools come back to their place on the page. */
  readonly action: string;
  readonly words: Messages['consent'];
}

/**
 * All or some of the services. A long list has search, count and hide-unselected: the tools are buttons of the same form, so
 * that nothing ticked is lost without JavaScript, and no service id stands in an address.
 */
export function ServiceChoice(props: Props): VNode {
  const { entries, unavailable, chosen, filter, errors, words } = props;
  const shown = new Set(listed(entries, chosen, filter).map(({ usagePointId }) => usagePointId));
  return (
    <section class="card" data-service-choice>
      <h2>{words.servicesHeading}</h2>
      {entries.length > MOST_WITHOUT_SEARCH && <Tools {...props} shown={shown.size} />}
      <ChoiceGroup field="usagePointIds" legend={words.servicesLegend} errors={errors}>
        {entries.map(({ usagePointId, label, note }, index) => (
          <Choice
            type="checkbox"
            name="usagePointIds"
            value={usagePointId}
            checked={chosen.includes(usagePointId)}
            label={label}
            note={note}
            index={index}
            hidden={!shown.has(usagePointId)}
          />
        ))}
      </ChoiceGroup>
      {unavailable.length > 0 && (
        <>
          <h3>{words.unavailableHeading}</h3>
          <ul class="quiet">
            {unavailable.map(({ label, reason }) => (
              <li>{`${label}: ${reason}`}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Tools({ entries, chosen, filter, action, words, shown }: Props & { readonly shown: number }): VNode {
  const tool = (decision: string, label: string): VNode => (
    <button type="submit" name="decision" value={decision} class="second" formaction={`${action}#service-tools`}>
      {label}
    </button>
  );
  const held = entries.filter(({ usagePointId }) => chosen.includes(usagePointId)).length;
  return (
    <div id="service-tools" class="tools">
      <div class="field">
        <label for="serviceSearch">{words.searchLabel}</label>
        <input type="text" id="serviceSearch" name="serviceSearch" value={filter.search} autocomplete="off" />
      </div>
      <label class="choice" for="onlyChosen">
        <input type="checkbox" id="onlyChosen" name="onlyChosen" value="yes" checked={filter.onlyChosen} />
        <span>{words.onlyChosen}</span>
      </label>
      <div class="actions">
        {tool('search', words.applySearch)}
        {tool('chooseListed', words.chooseListed)}
        {tool('chooseNone', words.chooseNone)}
      </div>
      <p role="status" data-count={words.servicesCount('{chosen}', entries.length)}>
        <strong data-chosen>{words.servicesCount(held, entries.length)}</strong>{' '}
        <span class="quiet" data-shown>
          {shown === 0 ? words.servicesNoneShown : words.servicesShown(shown, entries.length)}
        </span>
      </p>
      <script src={serviceChoiceScript.path} defer />
    </div>
  );
}
