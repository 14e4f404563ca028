import { asksForFiles, FieldOnPage, pagesFor, type Around } from "#content/form";
import { factsBefore } from "#matter/begin";
import type { Suggestions } from "#matter/desk";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { newId } from "#values/ids";
import { Button, Checkbox, ErrorSummary, Form, RadioGroup } from "#ui";
import { partyField, PartyQuestion } from "../begin/party.tsx";
import type { AtDesk } from "./at-desk.ts";
import { SuggestionPane } from "./suggestion-pane.tsx";
import type { Writing } from "./written.ts";

/** What the form of an order shows. */
export interface OrderShown {
  callId: string;
  token: string;
  at: AtDesk;
  writing: Writing;
  around: Around;
  suggestions: Suggestions;
  refusal?: Refusal | undefined;
}

/** Where fields of a refusal stand on this page. */
const PLACED: Readonly<Record<string, string>> = { party: "_party-name", priority: "_priority" };

/** The order on one screen: which sort, what is said, where, who; suggestions beside it, whose buttons are the form's. */
export function OrderForm({ ctx, callId, token, at, writing, around, suggestions, refusal }: OrderShown & { ctx: Ctx }) {
  const { kind, items, channel } = at;
  const { note, blueprint } = writing;
  const errors = refusal?.fields ?? {};
  const whose = partyField(kind, kind.channels[channel]?.for);
  const fields = pagesFor(blueprint.form, note.answers, factsBefore(ctx, blueprint, channel))
    .flatMap((page) => page.fields)
    .filter((field) => !asksForFiles(field));
  const told = Object.fromEntries(Object.entries(errors).map(([field, message]) => [PLACED[field] ?? field, message]));
  return (
    <Form id="order" class="seat-order" action={`/console/seat/calls/${callId}`} token={token} idempotencyKey={newId()}>
      <div class="seat-written">
        {refusal && <ErrorSummary errors={told} message={refusal.message} />}
        {/* Enter in a field looks, and never hands in: the first button of a form is the one that Enter presses. */}
        <button class="hush" type="submit" name="_do" value="look" tabindex={-1} aria-hidden="true">
          查一查
        </button>
        <div class="field-items">
          <RadioGroup name="_item" label="是哪一种" options={items.map(({ itemId, name }) => ({ value: itemId, label: name }))} value={note.item} inline />
        </div>
        {fields.map((field) => (
          <FieldOnPage field={field} value={note.answers[field.name] ?? ""} around={around} {...(errors[field.name] && { error: errors[field.name]! })} />
        ))}
        {whose && <PartyQuestion field={whose} given={note.party} error={errors["party"]} />}
        {kind.priorities.length > 1 && (
          <RadioGroup
            name="_priority"
            label="紧急程度"
            options={kind.priorities.map((label, value) => ({ value: String(value), label }))}
            value={String(note.priority ?? 0)}
            inline
            {...(errors["priority"] && { error: errors["priority"] })}
          />
        )}
        <Checkbox name="_sms" label="来电人同意用短信告诉编号和办理情况" checked={note.sms === true} />
        {note.same !== undefined && <input type="hidden" name="_same" value={note.same} />}
        {note.same !== undefined && <p class="hint">提出以后和附近那一件关联，派单时一起办；来电人有自己的编号和答复。</p>}
        <div class="form-foot seat-foot">
          <button class="button button-primary" type="submit" name="_do" value="submit" accesskey="9">
            <span>提出</span>
            <kbd aria-hidden="true">Alt 9</kbd>
          </button>
          <button class="button button-secondary" type="submit" name="_do" value="look" accesskey="0">
            <span>查一查</span>
            <kbd aria-hidden="true">Alt 0</kbd>
          </button>
          <Button kind="quiet" name="_do" value="drop">
            不记了
          </Button>
        </div>
      </div>
      <aside class="seat-suggestions" aria-label="提示" id="suggestions" data-suggestions={`/console/seat/calls/${callId}/draft`}>
        <SuggestionPane suggestions={suggestions} same={note.same} />
      </aside>
    </Form>
  );
}
