import { fingerprintOf, listAuthorities, listRevocations, standingAt, type IssuedCertificate } from "#trust/certificate";
import { organisationNow } from "#people/duty";
import { findStanding, type PublicStanding, KINDS as SEAL_KINDS, STATES as SEAL_STATES } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import type { Limit, Route } from "#kernel/http";
import { foldNumber } from "#values/codes";
import { Button, DefinitionList, Disclosure, formatDate, formatDateTime, Section, State, TextField } from "#ui";
import { show } from "./show.ts";
import { Verdict } from "./verdict.tsx";

const CODE = /^\d{13}$/;
const years = (when: Date): string => formatDate(when, { year: true });

function Found({ seal, unit, now }: { seal: PublicStanding; unit: string; now: Date }) {
  const { state, since, code, kind, name, note, validFrom, validUntil } = seal;
  const good = state === "active";
  return (
    <>
      <Verdict look={good ? "good" : "bad"} word={good ? "在用" : SEAL_STATES[state]}>
        <p>
          {good
            ? "本市登记的印章，现在可以用印。"
            : state === "made"
              ? "本市登记的印章，还没有启用，不能用印。"
              : `从${years(since)}起不能用印。在那以前盖的章仍然有效，以后盖的无效。`}
        </p>
      </Verdict>
      <DefinitionList
        items={[
          { term: "印章编码", detail: <span class="number">{code}</span> },
          { term: "种类", detail: SEAL_KINDS[kind].name },
          ...(name ? [{ term: "章上的名称", detail: `${name}${note}` }] : []),
          { term: "单位", detail: unit },
          { term: "有效期", detail: `${years(validFrom)}至${years(validUntil)}` },
          { term: "查询时间", detail: formatDateTime(now) },
        ]}
      />
      <p>编码谁都能抄，印章在用不等于文件是真的。要确认一份文件，请核验文件本身。</p>
    </>
  );
}

async function authoritiesOf(ctx: Ctx): Promise<Listed[]> {
  const all = await listAuthorities(ctx);
  const history = await listRevocations(
    ctx,
    all.map(({ certificateId }) => certificateId),
  );
  return all.map((issued) => {
    const { state } = standingAt(
      history.filter(({ certificateId }) => certificateId === issued.certificateId),
      ctx.now,
    );
    return { issued, good: state === "good" && issued.certificate.validUntil > ctx.now };
  });
}

interface Listed {
  issued: IssuedCertificate;
  good: boolean;
}

/** A certificate that others go back to: to be compared, and to be kept. */
function Authority({ issued: { certificateId, subject, certificate }, good }: Listed) {
  const at = `/api/v1/certificates/${certificateId}`;
  const link = (href: string, words: string) => (
    <a href={href}>
      {words}
      <span class="hush">：{subject}</span>
    </a>
  );
  return (
    <DefinitionList
      items={[
        { term: "证书", detail: <strong>{subject}</strong> },
        { term: "状态", detail: good ? <State tone="good">有效</State> : <State tone="bad">不能用</State> },
        { term: "有效期至", detail: years(certificate.validUntil) },
        { term: "校验值（SM3）", detail: <span class="long-code">{fingerprintOf(certificate.der)}</span> },
        {
          term: "下载",
          detail: (
            <>
              {link(`${at}/file?format=pem`, "证书")}（{link(`${at}/file`, "DER")}）　{link(`${at}/revocation-list?format=pem`, "吊销列表")}（
              {link(`${at}/revocation-list`, "DER")}）
            </>
          ),
        },
      ]}
    />
  );
}

const LOOK_UPS: Limit = { name: "look-up", atOnce: 30, perMinute: 120 };

/** Anybody may ask how a seal stands by the code below it, and read how the city's seals are checked. */
export const verifySealRoute: Route = {
  method: "GET",
  path: "/verify/seal",
  who: "anyone",
  site: "portal",
  limit: LOOK_UPS,
  async handle(incoming, ctx) {
    const code = foldNumber(String(incoming.query["code"] ?? "").slice(0, 40));
    const [seal, organisation, authorities] = await Promise.all([
      CODE.test(code) ? findStanding(ctx, code) : undefined,
      organisationNow(ctx),
      authoritiesOf(ctx),
    ]);
    const [roots, departments] = ["root", "authority"].map((kind) => authorities.filter(({ issued }) => issued.kind === kind)) as [Listed[], Listed[]];
    return show(incoming, ctx, {
      title: "核验印章",
      crumbs: [
        { href: "/", label: "首页" },
        { href: "/verify", label: "核验证照" },
      ],
      body: (
        <>
          <h1>核验印章</h1>
          <p class="lead">红色圆章最下面有一行 13 位数字，是印章编码。填在这里，查这枚章现在还能不能用。</p>
          {seal && <Found seal={seal} unit={organisation.unitName(seal.unit)} now={ctx.now} />}
          {code !== "" && !seal && (
            <Verdict look="bad" word={CODE.test(code) ? "查不到" : "编码不对"}>
              <p>
                {CODE.test(code) ? "本市没有登记这个编码的印章。请核对有没有抄错；对不上的，请当心假章，可以打 12345 反映。" : "印章编码是 13 位数字，请核对。"}
              </p>
            </Verdict>
          )}
          <form method="get" action="/verify/seal" class="verify-form">
            <TextField
              name="code"
              label={code === "" ? "印章编码" : "再查一枚"}
              hint="13 位数字，在章的下方。"
              inputMode="numeric"
              length={20}
              value={seal ? "" : code}
              autocomplete="off"
              maxLength={40}
            />
            <div class="form-foot">
              <Button kind={code === "" ? "primary" : "secondary"}>查询</Button>
            </div>
          </form>
          <Section title="怎样确认一份盖章的文件是真的">
            <div class="prose">
              <ol>
                <li>
                  手里有文件（OFD 或 PDF）：<a href="/verify/file">核验盖章文件</a>，逐项告诉您章是谁盖的、什么时候盖的、内容改没改过。
                </li>
                <li>
                  手里是纸：扫文书上的二维码，把查到的和纸上的逐项比对；证照按编号<a href="/verify">核验</a>。
                </li>
                <li>只有一张图片：章的图案谁都能画，图片证明不了什么，请要原来的文件。</li>
              </ol>
            </div>
          </Section>
          <Section title="本市的印章凭什么可信">
            <div class="prose">
              <p>每枚印章都有一张证书，写明属于哪个单位。证书由这个单位的证书机构签发，各证书机构由全市唯一的根证书签发。任何一级被改动，签名就对不上。</p>
              <p>印章停用以后，它的证书马上写进公开的吊销列表：以前盖的章仍然有效，以后盖的无效。</p>
              {roots.map((each) => (
                <Authority {...each} />
              ))}
              <Disclosure summary={`各部门的证书机构（${departments.length} 个）`}>
                {departments.map((each) => (
                  <Authority {...each} />
                ))}
              </Disclosure>
            </div>
          </Section>
          <Section title="给程序用的">
            <div class="prose">
              <p>
                <a href="/api/v1/certificates">/api/v1/certificates</a>{" "}
                列出以上证书。在后面加上“证书机构/status/序列号”，可以问一张证书在过去任何时刻的状态，回答由证书机构签名。写法见
                <a href="/openapi.json">接口说明</a>。
              </p>
            </div>
          </Section>
          <p class="hint">核验不需要登录，也不会记下您是谁。个人名章只说状态，不显示姓名。</p>
        </>
      ),
    });
  },
};
