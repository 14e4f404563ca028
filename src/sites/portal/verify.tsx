import { COPY_STATES, LICENCE_STATES, verify, type CopyStanding, type CopyState, type Licence, type Verified } from "#outcome/licence";
import type { Limit, Route } from "#kernel/http";
import { firstGraphemes } from "#values/graphemes";
import { Button, DefinitionList, formatDate, formatDateTime, TextField } from "#ui";
import { show } from "./show.ts";
import { Verdict } from "./verdict.tsx";

const LONGEST = 160;
// Numbers run in sequence: nobody shall walk through them all.
const LOOK_UPS: Limit = { name: "look-up", atOnce: 30, perMinute: 120 };

function Found({ licence, now }: { licence: Licence; now: Date }) {
  const { name, number, holder, issuerName, issuedDay, validFrom, validUntil, state, why } = licence;
  const good = state === "valid";
  return (
    <>
      <Verdict look={good ? "good" : "bad"} word={good ? "有效" : LICENCE_STATES[state].label}>
        <p>
          {good
            ? `这本${name}真实有效。`
            : `这本${name}${why ? `从${formatDate(why.day, { year: true })}起` : "现在"}没有效力，请不要凭它办事。有疑问请联系发证机关，或者打 12345。`}
        </p>
      </Verdict>
      <DefinitionList
        items={[
          { term: "证照名称", detail: name },
          { term: "证照编号", detail: <span class="number">{number}</span> },
          { term: "持证者", detail: holder.label },
          { term: "发证机关", detail: issuerName },
          { term: "发证日期", detail: formatDate(issuedDay, { year: true }) },
          { term: "有效期", detail: validUntil ? `${formatDate(validFrom, { year: true })}至${formatDate(validUntil, { year: true })}` : "长期" },
          { term: "核验时间", detail: formatDateTime(now) },
        ]}
      />
    </>
  );
}

const COPY_SAYS: Record<CopyState, string> = {
  valid: "只能用来做下面写的事，别的用途没有效力。",
  revoked: "请不要凭它办事，请持证人重新出具。",
  expired: "请不要凭它办事，请持证人重新出具。",
  licence: "加注件没有到期，但是证照本身现在没有效力，请不要凭它办事。",
};

function FoundCopy({ standing, now }: { standing: CopyStanding; now: Date }) {
  const { copy, licence, state } = standing;
  return (
    <>
      <Verdict look={state === "valid" ? "good" : "bad"} word={COPY_STATES[state]}>
        <p>
          这是{licence.name}的加注件。{COPY_SAYS[state]}
        </p>
      </Verdict>
      <DefinitionList
        items={[
          { term: "只能用来", detail: copy.use },
          { term: "给谁用", detail: copy.recipient },
          { term: "有效期至", detail: `${formatDate(copy.untilDay, { year: true })}（含当天）` },
          { term: "加注件编号", detail: <span class="long-code">{copy.number}</span> },
          ...(copy.revoked ? [{ term: "收回时间", detail: formatDateTime(copy.revoked.at) }] : []),
          { term: "证照名称", detail: licence.name },
          { term: "证照编号", detail: <span class="number">{licence.number}</span> },
          { term: "证照现在", detail: LICENCE_STATES[licence.state].label },
          { term: "持证者", detail: licence.holder.label },
          { term: "发证机关", detail: licence.issuerName },
          { term: "核验时间", detail: formatDateTime(now) },
        ]}
      />
    </>
  );
}

function Answer({ verified: { licence, copy }, now }: { verified: Verified; now: Date }) {
  if (copy) return <FoundCopy standing={copy} now={now} />;
  return licence ? <Found licence={licence} now={now} /> : null;
}

/** Anybody may ask whether a licence is valid: by its number, its identifier or the code its holder shows; or a copy, by its number. */
export const verifyRoute: Route = {
  method: "GET",
  path: "/verify",
  who: "anyone",
  site: "portal",
  limit: LOOK_UPS,
  async handle(incoming, ctx) {
    const code = firstGraphemes(String(incoming.query["code"] ?? "").trim(), LONGEST);
    const verified: Verified = code === "" ? { licence: undefined, late: false, shown: false } : await verify(ctx, code);
    const { licence, late, shown } = verified;
    return show(incoming, ctx, {
      title: "核验证照",
      crumbs: [{ href: "/", label: "首页" }],
      body: (
        <>
          <h1>核验证照</h1>
          <Answer verified={verified} now={ctx.now} />
          {code !== "" && !licence && (
            <Verdict look="bad" word={late ? "码已过期" : "查不到"}>
              <p>
                {late
                  ? "请对方在“我的证照”里换一个码，再扫一次。"
                  : shown
                    ? "这个码不是本市发出的，请当心。"
                    : "没有这个编号的证照或者加注件。请核对有没有抄错；证照上的编号对不上，请当心假证，可以打 12345 反映。"}
              </p>
            </Verdict>
          )}
          <form method="get" action="/verify" class="verify-form">
            <TextField
              name="code"
              label={code === "" ? "证照编号、电子证照标识或者加注件编号" : "再查一本"}
              hint="证照上印着的编号，例如 JY29901010000123；加注件上印着的编号以 JZ 开头。"
              value={licence || shown ? "" : code}
              autocomplete="off"
              maxLength={LONGEST}
            />
            <div class="form-foot">
              <Button kind={code === "" ? "primary" : "secondary"}>核验</Button>
            </div>
          </form>
          <p>
            别人给您的是盖章的 OFD 文件？<a href="/verify/file">核验盖章文件</a>
          </p>
          <p>
            看到一枚红章，想知道还能不能用？<a href="/verify/seal">核验印章</a>
          </p>
          <p>
            要核对的是办理记录有没有被改过？<a href="/verify/trace">核对办理凭证</a>
          </p>
          <p class="hint">个人的姓名在这里只显示一部分。核验不需要登录，也不会记下您是谁；核验加注件的时间，持证人看得到。</p>
        </>
      ),
    });
  },
};
