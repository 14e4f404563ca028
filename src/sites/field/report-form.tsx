import { FieldOnPage, parseAnswers } from "#content/form";
import { partyIn } from "#matter/begin";
import { Button, ErrorSummary } from "#ui";
import { EntryForm, type Need } from "./entry-form.tsx";
import type { ReportAsked } from "./reportable.ts";
import type { Returned } from "./task-form.tsx";

// Names that begin with "_" belong to the page and are no answers of the form.
const PARTY = "_party";

type Body = Readonly<Record<string, unknown>>;

/** The answers of a report's form, and whom it is for. */
export function reportIn({ blueprint, around, party }: ReportAsked, body: Body) {
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith("_")));
  const read = parseAnswers([...blueprint.form.fields.values()], own, around);
  return {
    form: Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null)),
    party: party ? partyIn(party, PARTY, body) : undefined,
  };
}

function needsOf({ pages, party }: ReportAsked): Need[] {
  const fields = pages.flatMap((page) => page.fields).filter(({ required }) => required);
  return [...(party?.required ? [{ name: PARTY, label: party.label }] : []), ...fields.map(({ name, label }) => ({ name, label }))];
}

interface ReportFormProps {
  asked: ReportAsked;
  token: string | undefined;
  /** What is reported; "" in a fragment that stands for several. */
  about: { item: string; name: string };
  returned?: Returned | undefined;
}

/** The form of a report, as it stands on the page and is kept on the phone. */
export function ReportForm({ asked, token, about, returned }: ReportFormProps) {
  const { pages, around, party } = asked;
  const given = returned ? reportIn(asked, returned.body) : undefined;
  const errors: Record<string, string> = { ...returned?.errors };
  if (errors["party"]) {
    errors[PARTY] = errors["party"];
    delete errors["party"];
  }
  return (
    <EntryForm action="/field/report" token={token} title={about.name} needs={needsOf(asked)} about={{ _about: "report", _item: about.item }}>
      {returned && <ErrorSummary errors={errors} message={returned.message} />}
      {party && (
        <section>
          <FieldOnPage field={{ ...party, name: PARTY }} value={given?.party?.given ?? ""} {...(errors[PARTY] && { error: errors[PARTY] })} />
        </section>
      )}
      {pages.map(({ title, fields }) => (
        <section aria-label={title}>
          {fields.map((field) => (
            <FieldOnPage field={field} value={given?.form[field.name] ?? ""} around={around} {...(errors[field.name] && { error: errors[field.name]! })} />
          ))}
        </section>
      ))}
      <div class="field-foot">
        <Button wide>上报</Button>
      </div>
    </EntryForm>
  );
}
