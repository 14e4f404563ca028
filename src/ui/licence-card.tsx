import type { ComponentChildren } from "preact";
import { ButtonRow, LinkButton } from "./button.tsx";
import type { Definition } from "./definition-list.tsx";
import type { Example } from "./example.ts";
import { Seal } from "./seal.tsx";
import { type Tone, State } from "./state.tsx";

export interface LicenceCardProps {
  /** "食品经营证" */
  type: string;
  /** "JY29901010000123" */
  number: string;
  /** What the paper says, in its order; the holder first. */
  fields: readonly Definition[];
  /** The unit that issued it; also on the seal. */
  issuer: string;
  /** "2026年11月26日" */
  issuedOn: string;
  /** "2031年11月25日"; none: no end. */
  validUntil?: string;
  state: { tone: Tone; word: string };
  /** Under the star of the seal. */
  sealNote?: string;
  href?: string;
  actions?: ComponentChildren;
}

/** A licence as the paper looks, with its seal and its state in a word. The paper stays light in dark pages. */
export function LicenceCard({ type, number, fields, issuer, issuedOn, validUntil, state, sealNote, href, actions }: LicenceCardProps) {
  return (
    <article class={`licence licence-${state.tone}`}>
      <div class="licence-face">
        <h3 class="licence-type">{href ? <a href={href}>{type}</a> : type}</h3>
        <p class="licence-number">编号 {number}</p>
        <dl>
          {fields.map(({ term, detail }) => (
            <div>
              <dt>{term}</dt>
              <dd>{detail}</dd>
            </div>
          ))}
          {validUntil && (
            <div>
              <dt>有效期至</dt>
              <dd>{validUntil}</dd>
            </div>
          )}
        </dl>
        <div class="licence-issuer">
          <p>{issuer}</p>
          <p>{issuedOn}</p>
          <Seal name={issuer} note={sealNote} size={96} />
        </div>
      </div>
      <div class="licence-foot">
        <State tone={state.tone}>{state.word}</State>
        {actions && <ButtonRow>{actions}</ButtonRow>}
      </div>
    </article>
  );
}

/** Licences side by side. */
export function LicenceShelf({ children }: { children: ComponentChildren }) {
  return <div class="licence-shelf">{children}</div>;
}

export const examples: Example[] = [
  {
    name: "证照",
    show: () => (
      <LicenceShelf>
        <LicenceCard
          type="食品经营证"
          number="JY29901010000123"
          href="#licence"
          fields={[
            { term: "经营者名称", detail: "云州小满餐饮有限公司" },
            { term: "经营场所", detail: "云州市青溪区青瓷街道窑前路 18 号" },
            { term: "经营项目", detail: "热食类食品制售，冷食类食品制售" },
          ]}
          issuer="云州市市场监督管理局"
          issuedOn="2026年11月26日"
          validUntil="2031年11月25日"
          state={{ tone: "good", word: "有效" }}
          sealNote="演示"
          actions={
            <LinkButton href="#show" icon="qr-code" small>
              亮证
            </LinkButton>
          }
        />
        <LicenceCard
          type="老年人优待证"
          number="YZ9901010000882"
          fields={[
            { term: "姓名", detail: "林秀英" },
            { term: "出生日期", detail: "1944年3月8日" },
          ]}
          issuer="云州市民政局"
          issuedOn="2020年1月2日"
          state={{ tone: "closed", word: "已注销" }}
          sealNote="演示"
        />
      </LicenceShelf>
    ),
  },
];
