import type { Ctx } from "#kernel/ctx";
import { LEVELS, listShown } from "#outcome/alert";
import { AlarmSign, stylesheetPath } from "#ui";

/** On the front page: the alarms that hold, gravest first, one line each; nothing where none does. */
export async function alarmBand(ctx: Ctx) {
  const holding = (await listShown(ctx)).filter(({ standing }) => standing === "holds");
  if (holding.length === 0) return undefined;
  return (
    <section class="alarm-band" aria-label="正在生效的预警">
      <link rel="stylesheet" href={stylesheetPath("alarm")} />
      {holding.map(({ identifier, content: { level, headline } }) => (
        <p>
          <AlarmSign level={level} word={`${LEVELS[level].word}预警`} /> <a href={`/alerts#${identifier}`}>{headline}</a>
        </p>
      ))}
      <p>
        <a href="/alerts">全部预警</a>
      </p>
    </section>
  );
}
