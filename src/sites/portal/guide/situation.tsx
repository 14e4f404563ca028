import { checkSituation, liveSituation, readSituation, situationsFor, type Item, type Situation } from "#content/pack";
import { Button, ButtonRow, CheckboxGroup, RadioGroup } from "#ui";

type Answers = Record<string, unknown>;

export const YES_NO = [
  { value: "yes", label: "是" },
  { value: "no", label: "否" },
];

/** Answers out of an address: what is no question or no answer of this item is left out, not complained about. */
export function situationAsked(item: Pick<Item, "situations">, query: Record<string, unknown>): Answers {
  const known = new Set(item.situations.map(({ id }) => id));
  const read = readSituation(item, Object.fromEntries(Object.entries(query).filter(([name]) => known.has(name))));
  const wrong = checkSituation(item, read);
  const valid = Object.fromEntries(Object.entries(read).filter(([id]) => !(id in wrong)));
  // Leaving an answer out may take others with it that depended on it.
  return liveSituation(item, valid);
}

/** One question about the situation as a field. */
export function SituationField({
  situation,
  value,
  heading,
  error,
  name = situation.id,
}: {
  situation: Situation;
  value: unknown;
  heading?: boolean;
  error?: string;
  name?: string;
}) {
  const { ask, why, kind, options = [] } = situation;
  const field = { name, label: ask, ...(why && { hint: why }), ...(heading && { heading }), ...(error && { error }) };
  const choices = options.map(({ value: own, label, hint }) => ({ value: own, label, ...(hint && { hint }) }));
  if (kind === "many") return <CheckboxGroup {...field} options={choices} values={Array.isArray(value) ? value.map(String) : []} />;
  if (kind === "yes-no") return <RadioGroup {...field} inline options={YES_NO} {...(typeof value === "boolean" && { value: value ? "yes" : "no" })} />;
  return <RadioGroup {...field} options={choices} {...(typeof value === "string" && { value })} />;
}

/** The questions of a guide: a GET form, so that the answer has an address and works without JavaScript. */
export function SituationForm({ item, answers, action }: { item: Item; answers: Answers; action: string }) {
  const answered = Object.keys(answers).length > 0;
  return (
    <form class="card situation" method="get" action={`${action}#materials`}>
      {situationsFor(item, answers).map((situation) => (
        <SituationField situation={situation} value={answers[situation.id]} />
      ))}
      <div class="form-foot">
        <ButtonRow>
          <Button kind="secondary">{answered ? "按新的情况再看" : "看我要带什么"}</Button>
          {answered && (
            <a class="button button-quiet" href={`${action}#materials`}>
              重新选
            </a>
          )}
        </ButtonRow>
      </div>
    </form>
  );
}
