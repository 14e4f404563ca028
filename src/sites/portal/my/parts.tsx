import { rolesFollowed } from "#matter/party";
import { listTies } from "#matter/link";
import { workOf } from "#content/kind";
import { interactionsOf, listRatings } from "#matter/rating";
import type { FollowedView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { DefinitionList, formatDate, LinkButton, LinkList, Notice, Section } from "#ui";
import { limitsOf } from "./coming.ts";

// Parts of a progress page that every kind of matter has.

/** What waits for the reader: each task leads to its form; one that opens the form of the matter, to that. */
export function OwnTasks({ view, path, byAccount }: { view: FollowedView; path: string; byAccount: boolean }) {
  const { mine, blueprint } = view;
  return (
    <>
      {mine.map(({ taskId, kind, name }) => {
        const edits = workOf(blueprint.kind, kind)?.edits === "form";
        if (edits && !byAccount) {
          return (
            <Notice kind="waiting" title={`等您${name}`}>
              <p>
                要改已经交的内容，请<a href="/sign-in">登录</a>，或者打 12345。
              </p>
            </Notice>
          );
        }
        return (
          <Notice kind="waiting" title={edits ? `请${name}` : `等您${name}`}>
            {edits && <p>工作人员看了您交的内容，还缺一些。{blueprint.kind.guide && "补齐以前不计时。"}</p>}
            <p>
              <LinkButton href={edits ? `${path}/supplement` : `${path}/tasks/${encodeURIComponent(taskId)}`}>去{name}</LinkButton>
            </p>
          </Notice>
        );
      })}
    </>
  );
}

/** Limits that run and that parties see, where they are several: one stands beside the state. */
export async function limitsSection(ctx: Ctx, view: FollowedView) {
  const limits = await limitsOf(ctx, view);
  return limits.length > 1 ? (
    <Section title="期限">
      <DefinitionList items={limits} />
    </Section>
  ) : null;
}

/** Matters that this one is tied to, where the reader follows both. */
export async function tiesSection(ctx: Ctx, { matter }: FollowedView) {
  const ties = await listTies(ctx, matter);
  const followed = await Promise.all(ties.map(async (tied) => ((await rolesFollowed(ctx, tied.otherId)).length > 0 ? [tied] : [])));
  const rows = followed.flat().map(({ otherId, word, number, state }) => ({ href: `/my/matters/${otherId}`, title: word, facts: `${number} · ${state}` }));
  return rows.length > 0 ? (
    <Section title="相关的事">
      <LinkList rows={rows} />
    </Section>
  ) : null;
}

/** What the reader may rate and has not yet. */
export async function ratingSection(ctx: Ctx, { matter, acts, own, blueprint }: FollowedView, path: string) {
  if (!own) return null;
  const rated = new Set((await listRatings(ctx, matter.matterId)).map(({ serviceNumber }) => serviceNumber));
  const unrated = interactionsOf(acts, blueprint.kind).filter(({ serviceNumber }) => !rated.has(serviceNumber));
  return unrated.length > 0 ? (
    <Section title="办得怎么样">
      <ul class="plain-links">
        {unrated.map(({ serviceNumber, service, at }) => (
          <li>
            <a href={`${path}/rate/${serviceNumber}`}>
              评价{formatDate(at)}的{service}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  ) : null;
}

/** Whom to ask. */
export function WhomToAsk({ view, more = [] }: { view: FollowedView; more?: { term: string; detail: string }[] }) {
  const { matter, blueprint } = view;
  const { item } = blueprint.version.definition;
  const number = item.consult ?? item.places[0]?.phone ?? "12345";
  const call = (phone: string) => <a href={`tel:${phone.replace(/[^\d]/g, "")}`}>{phone}</a>;
  return (
    <Section title="有问题找谁">
      <DefinitionList
        items={[
          { term: "办理部门", detail: item.department },
          { term: "咨询电话", detail: call(number) },
          ...(item.complaint ? [{ term: "投诉电话", detail: call(item.complaint) }] : []),
          { term: "编号", detail: <span class="long-code">{matter.number}</span> },
          ...more,
        ]}
      />
    </Section>
  );
}
