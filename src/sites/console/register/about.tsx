import { kindsNow } from "#content/catalogue";
import { subjectsIn } from "#matter/subject";
import { listAbout, type MatterView } from "#matter/view";
import { openAnswers } from "#matter/matter";
import { findLicence } from "#outcome/licence";
import { grants } from "#people/duty";
import { findRecord } from "#register/reading";
import type { Ctx } from "#kernel/ctx";
import { formatDate, Section } from "#ui";
import { MatterNumber } from "../matter-number.tsx";
import { MatterStanding } from "../matter/matter-state.tsx";

/** Matters that are about a row of a register, or a licence: those that the reader may read; nothing where there is none. */
export async function aboutSection(ctx: Ctx, register: string, index: string) {
  if (!grants(ctx.actor, "matter.read")) return null;
  const [{ rows, more }, kinds] = await Promise.all([listAbout(ctx, register, index), kindsNow(ctx)]);
  if (rows.length === 0) return null;
  return (
    <Section title="关于它的件">
      <ul class="related">
        {rows.map(({ matterId, number, title, kind, state, receivedAt }) => (
          <li>
            <a href={`/console/matters/${matterId}`}>{title}</a> <MatterStanding kind={kinds.get(kind)?.kind} state={state} />
            <span class="hint small">
              {" "}
              {formatDate(receivedAt, { year: true })}，编号 <MatterNumber number={number} />
            </span>
          </li>
        ))}
        {more && <li class="hint small">还有更早的，没有全部列出。</li>}
      </ul>
    </Section>
  );
}

/** What a matter is about, each leading to its own page: only to whoever may open that. */
export async function subjectsSection(ctx: Ctx, { matter, blueprint, kept }: MatterView) {
  const { kind, form } = blueprint;
  const fields = (kind.subjects ?? []).flatMap((name) => form.fields.get(name) ?? []).filter(({ name }) => !kept.includes(name));
  if (fields.length === 0) return null;
  const said = subjectsIn(fields, openAnswers(ctx, form, matter.form)).filter(({ key }) => key !== "");
  const found = await Promise.all(
    said.map(async ({ field, register, key }) => {
      const { label, type } = form.fields.get(field)!;
      if (type === "licence") {
        const licence = grants(ctx.actor, "licence.read") ? await findLicence(ctx, key) : undefined;
        return licence && { label, name: licence.name, href: `/console/licences/${licence.licenceId}` };
      }
      const record = await findRecord(ctx, register, key);
      return record && { label, name: record.title, href: `/console/registers/${register}/records/${record.recordId}` };
    }),
  );
  const shown = found.filter((each) => each !== undefined);
  if (shown.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="subjects">
      <h2 id="subjects">关于什么</h2>
      <ul class="related">
        {shown.map(({ label, name, href }) => (
          <li>
            <a href={href}>{name}</a>
            <span class="hint small"> {label}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
