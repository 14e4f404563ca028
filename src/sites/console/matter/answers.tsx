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

/** Stands where who somebody is may be seen by nobody but who works on the matter. */
export function KeptFromYou() {
  return <span class="hint">只有承办这件事的人员可以看</span>;
}

function situationRows({ matter, blueprint }: MatterView): Definition[] {
  return situationsFor(blueprint.version.definition.item, matter.situation).map(({ id, ask, options = [] }) => {
    const given = matter.situation[id];
    const words = (value: unknown): string =>
      typeof value === "boolean" ? (value ? "是" : "否") : (options.find((option) => option.value === value)?.label ?? "未选");
    return { term: ask, detail: [given].flat().map(words).join("、") };
  });
}

/** The form as its reader gets it: in which situation, what was written, page by page. */
export function AnswersSheet({ ctx, view, around, files }: { ctx: Ctx; view: MatterView; around: Around; files: boolean }) {
  const { matter, blueprint, answers, kept, remarks } = view;
  const situation = situationRows(view);
  const pages = pagesFor(blueprint.form, answers, factsOf(ctx, matter, blueprint));
  if (situation.length === 0 && pages.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="answers">
      <h2 id="answers">填写的内容</h2>
      {situation.length > 0 && (
        <>
          <h3>情形</h3>
          <DefinitionList items={situation} />
        </>
      )}
      {pages.map(({ title, fields }) => (
        <>
          <h3>{title}</h3>
          <DefinitionList
            items={fields.map((field) => {
              const value = answers[field.name];
              if (kept.includes(field.name)) return { term: field.label, detail: <KeptFromYou /> };
              return {
                term: field.label,
                detail: (
                  <>
                    {answerOnPage(field, value, around)}{" "}
                    {field.personal && <UnmaskLink matterId={matter.matterId} field={field.name} label={field.label} value={showAnswer(field, value)} />}
                    {remarks[field.name] && <p class="hint small">{remarks[field.name]}。请与本人核对。</p>}
                  </>
                ),
              };
            })}
          />
        </>
      ))}
      {files && (
        <p>
          <a href={`/console/matters/${matter.matterId}/materials`}>加文件或照片</a>
        </p>
      )}
    </section>
  );
}
