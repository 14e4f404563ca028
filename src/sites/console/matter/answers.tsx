import { answerOnPage, pagesFor, showAnswer, type Around } from "#content/form";
import { factsOf } from "#matter/matter";
import type { MatterView } from "#matter/view";
import { situationsFor } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { DefinitionList, type Definition } from "#ui";

/** Where one masked value is asked for in full. */
export function UnmaskLink({ matterId, field, label, value }: { matterId: string; field: string; label: string; value: string }) {
  if (!value.includes("*")) return null;
  return (
    <a class="unmask" href={`/console/matters/${matterId}/unmask?field=${encodeURIComponent(field)}`}>
      查看完整<span class="hush">：{label}</span>
    </a>
  );
}

function applicantRows({ matter, applicant }: MatterView): Definition[] {
  const firm = matter.applicant.kind === "organisation";
  const row = (field: string, term: string, value: string): Definition => ({
    term,
    detail: (
      <>
        {value} <UnmaskLink matterId={matter.matterId} field={field} label={term} value={value} />
      </>
    ),
  });
  return [
    row("applicant.name", firm ? "名称" : "姓名", applicant.name),
    row("applicant.number", firm ? "统一社会信用代码" : "证件号码", applicant.number),
    row("applicant.phone", "联系电话", applicant.phone),
    ...(applicant.agent ? [{ term: "经办人", detail: `${applicant.agent.name}　${applicant.agent.phone}` }] : []),
  ];
}

function situationRows({ matter, blueprint }: MatterView): Definition[] {
  return situationsFor(blueprint.version.definition.item, matter.situation).map(({ id, ask, options = [] }) => {
    const given = matter.situation[id];
    const words = (value: unknown): string =>
      typeof value === "boolean" ? (value ? "是" : "否") : (options.find((option) => option.value === value)?.label ?? "未选");
    return { term: ask, detail: [given].flat().map(words).join("、") };
  });
}

/** The application as its reader gets it: who, in which situation, what they wrote, page by page. */
export function Application({ ctx, view, around }: { ctx: Ctx; view: MatterView; around: Around }) {
  const { matter, blueprint, answers, remarks } = view;
  const situation = situationRows(view);
  return (
    <section class="sheet" aria-labelledby="application">
      <h2 id="application">申请内容</h2>
      <h3>申请人</h3>
      <DefinitionList items={applicantRows(view)} />
      {situation.length > 0 && (
        <>
          <h3>办理情形</h3>
          <DefinitionList items={situation} />
        </>
      )}
      {pagesFor(blueprint.form, answers, factsOf(ctx, matter, blueprint)).map(({ title, fields }) => (
        <>
          <h3>{title}</h3>
          <DefinitionList
            items={fields.map((field) => {
              const value = answers[field.name];
              return {
                term: field.label,
                detail: (
                  <>
                    {answerOnPage(field, value, around)}{" "}
                    {field.personal && <UnmaskLink matterId={matter.matterId} field={field.name} label={field.label} value={showAnswer(field, value)} />}
                    {remarks[field.name] && <p class="hint small">{remarks[field.name]}。请与申请人核对。</p>}
                  </>
                ),
              };
            })}
          />
        </>
      ))}
    </section>
  );
}
