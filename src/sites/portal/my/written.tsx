import { answerOnPage, pagesFor } from "#content/form";
import { aroundMatter } from "#matter/around";
import { factsOf } from "#matter/matter";
import type { FollowedView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { DefinitionList, Disclosure } from "#ui";

/** What was written when it began: whoever wrote it can read it again. */
export async function writtenSection(ctx: Ctx, { matter, blueprint, answers }: FollowedView) {
  const around = await aroundMatter(ctx, matter, blueprint, answers);
  const fields = pagesFor(blueprint.form, answers, factsOf(ctx, matter, blueprint)).flatMap((page) => page.fields);
  const items = fields.flatMap((field) => {
    const value = answers[field.name];
    return value === undefined || value === null || value === "" ? [] : [{ term: field.label, detail: answerOnPage(field, value, around) }];
  });
  return items.length === 0 ? null : (
    <Disclosure summary="您写的内容">
      <DefinitionList items={items} />
    </Disclosure>
  );
}
