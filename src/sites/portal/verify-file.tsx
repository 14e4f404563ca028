import { standingOfFile, type FileStanding } from "#outcome/licence-file";
import { proofAnswer } from "#proof/log";
import { checkFile, type CheckedFile, type CheckedSignature, type CheckStep } from "#trust/original";
import type { Ctx } from "#kernel/ctx";
import { badInput, Refusal } from "#values/errors";
import type { Incoming, Limit, Reply, Route } from "#kernel/http";
import { Button, DefinitionList, ErrorSummary, FileUpload, Form, formatDate, formatTime, Section, State } from "#ui";
import { FileStandingSection, holdsToday, whyNotToday } from "./licence/file-standing.tsx";
import { show } from "./show.ts";
import { Verdict } from "./verdict.tsx";

const PATH = "/verify/file";

// Programs share it: what one address may ask in a minute.
const CHECKS: Limit = { name: "file-check", atOnce: 3, perMinute: 30 };

const VERDICTS = {
  valid: { word: "有效", look: "good", says: "印章是真的，盖章以后内容没有改动。" },
  invalid: { word: "无效", look: "bad", says: "请不要凭这份文件办事。有疑问请联系出具单位，或者打 12345。" },
  unclear: { word: "不能确定", look: "open", says: "这不等于文件是假的；要紧的事，请向出具单位核实。" },
  unsigned: {
    word: "没有盖章",
    look: "open",
    says: "这份文件里没有电子印章，不能证明是谁出具的。页面上看到的红章如果只是图片，也不算数。",
  },
} as const satisfies Record<CheckedFile["verdict"], { word: string; look: "good" | "bad" | "open"; says: string }>;

/** A file, judged, and the licence that it is of as it stands today. */
interface Checked {
  file: CheckedFile;
  standing: FileStanding | undefined;
}

/** A page as the source of an img: there no script runs and nothing is fetched. On paper that stays white when the site is dark. */
function sourceOf(svg: string): string {
  const onPaper = svg.replace(/^<svg [^>]*>/, (head) => `${head}<rect x="-100%" y="-100%" width="300%" height="300%" fill="#fff"/>`);
  return `data:image/svg+xml;base64,${Buffer.from(onPaper).toString("base64")}`;
}

function answerOf({ holds, says }: Pick<CheckStep, "holds" | "says">) {
  const [tone, word] = holds === true ? (["good", "对"] as const) : holds === false ? (["bad", "不对"] as const) : (["waiting", "说不准"] as const);
  return (
    <>
      <State tone={tone}>{word}</State> {says}
    </>
  );
}

function Signature({ signature, number }: { signature: CheckedSignature; number: number }) {
  const { seal, signedAt, verdict, steps, remarks } = signature;
  return (
    <Section title={`第 ${number} 个签章：${VERDICTS[verdict].word}`}>
      <DefinitionList
        items={[
          { term: "印章", detail: seal ?? "读不出来" },
          { term: "盖章时间", detail: signedAt ? `${formatDate(signedAt, { year: true })}${formatTime(signedAt)}` : "没有写，或者读不出来" },
          ...steps.map((step) => ({ term: step.name, detail: answerOf(step) })),
          ...remarks.map((remark) => ({ term: "说明", detail: remark })),
        ]}
      />
    </Section>
  );
}

/** What is shown is the paper; whatever of it is not shown is said before it, so that nobody takes half a page for the whole. */
function Undrawn({ undrawn, whole }: { undrawn: NonNullable<CheckedFile["pages"][number]["undrawn"]>; whole: boolean }) {
  const places = undrawn.reduce((sum, { count }) => sum + count, 0);
  const named = undrawn.map(({ what, count }) => (count > 1 ? `${what} ${count} 处` : what)).join("、");
  const says = whole ? `这一页没有画出来：${named}。` : `这一页有 ${places} 处画不出来：${named}。`;
  return (
    <p>
      <State tone="waiting">没有画全</State> {says}原样请用 OFD 阅读软件打开看。
    </p>
  );
}

function Pages({ format, pages, custom, labelled }: Pick<CheckedFile, "format" | "pages" | "custom" | "labelled">) {
  return (
    <Section title="文件写了什么">
      {format === "pdf" && <p>PDF 的内容请用您平时的软件打开看。核对的就是您刚才选的那个文件，请不要和别处收到的混在一起。</p>}
      {custom.length > 0 && <DefinitionList items={custom.map(({ name, value }) => ({ term: name, detail: value }))} />}
      {custom.length > 0 && !labelled && <p class="hint">上面这几项不受签章保护，请以页面上写的为准。</p>}
      {pages.map(({ text, svg, undrawn = [] }, index) => (
        <>
          {undrawn.length > 0 && <Undrawn undrawn={undrawn} whole={!svg} />}
          {svg && <img src={sourceOf(svg)} alt={`第 ${index + 1} 页，文字在图的下面`} />}
          <details open={!svg}>
            <summary>第 {index + 1} 页的文字</summary>
            {text.split("\n").map((line) => (
              <p>{line}</p>
            ))}
          </details>
        </>
      ))}
      {pages.length > 0 && <p class="hint">页面图由本网站画出，字体可能和原件不同；原样请用 OFD 阅读软件打开。</p>}
    </Section>
  );
}

/** The seal is right, and yet nobody should rely on the file: the licence has lost its force since. */
function verdictOf({ file: { verdict }, standing }: Checked): { word: string; look: "good" | "bad" | "open"; says: string } {
  if (verdict !== "valid" || !standing || holdsToday(standing)) return VERDICTS[verdict];
  return { word: whyNotToday(standing), look: "bad", says: `${VERDICTS.valid.says}但是现在不能凭它办事了。有疑问请联系发证机关，或者打 12345。` };
}

function Found({ checked }: { checked: Checked }) {
  const { file, standing } = checked;
  const { word, look, says } = verdictOf(checked);
  const decided = VERDICTS[file.verdict].word === word ? file.reason : undefined;
  return (
    <>
      <Verdict look={look} word={word}>
        {file.title && file.labelled && <p>{file.title}</p>}
        {decided && <p>{decided}</p>}
        <p>{says}</p>
      </Verdict>
      {file.remarks.length > 0 && (
        <Section title="还要说明的">
          {file.remarks.map((remark) => (
            <p>{remark}</p>
          ))}
        </Section>
      )}
      {standing && <FileStandingSection standing={standing} />}
      {file.signatures.map((signature, index) => (
        <Signature signature={signature} number={index + 1} />
      ))}
      {file.proof && (
        <Section title="附带的办理凭证">
          <p>{answerOf(file.proof)}</p>
          <p>
            不想只听本网站说的，可以到<a href="/verify/trace">核对办理凭证</a>选同一份文件，由您自己的浏览器算。
          </p>
        </Section>
      )}
      <Pages {...file} />
    </>
  );
}

function pageOf(incoming: Incoming, ctx: Ctx, { checked, refusal }: { checked?: Checked; refusal?: Refusal } = {}): Reply {
  return show(
    incoming,
    ctx,
    {
      title: "核验盖章文件",
      crumbs: [
        { href: "/", label: "首页" },
        { href: "/verify", label: "核验证照" },
      ],
      ...(refusal && { wrong: true }),
      body: (
        <>
          {refusal && <ErrorSummary errors={{ file: refusal.message }} />}
          <h1>核验盖章文件</h1>
          {checked && <Found checked={checked} />}
          {!checked && <p class="lead">别人给您一份盖了电子印章的 PDF 或 OFD 文件，在这里查印章真不真、盖章以后有没有人改过。</p>}
          <Form action={PATH} token={incoming.formToken} files>
            <FileUpload
              name="file"
              label={checked ? "再查一份" : "盖章文件"}
              hint="文件名以 .pdf 或 .ofd 结尾，不超过 10 MB。照片和扫描件不行。"
              accept=".pdf,.ofd,application/pdf,application/ofd"
              {...(refusal && { error: refusal.message })}
            />
            <div class="form-foot stack">
              <p class="hint">不需要登录。核验完文件就丢掉，不保存，也不记下您是谁；核验加注件的时间，持证人看得到。</p>
              <Button kind={checked ? "secondary" : "primary"}>核验</Button>
            </div>
          </Form>
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

async function check(ctx: Ctx, content: Buffer): Promise<Checked> {
  const file = await checkFile(ctx, content, proofAnswer);
  return { file, standing: file.verdict === "invalid" ? undefined : await standingOfFile(ctx, file) };
}

/** Anybody shows a sealed file and is told, step by step, whether it holds. Nothing of it is kept; the holder of a 加注件 reads that it was checked. */
export const verifyFileRoutes: Route[] = [
  { method: "GET", path: PATH, who: "anyone", site: "portal", handle: (incoming, ctx) => pageOf(incoming, ctx) },
  {
    method: "POST",
    path: PATH,
    who: "anyone",
    site: "portal",
    upload: true,
    limit: CHECKS,
    async handle(incoming, ctx) {
      try {
        const [file] = incoming.files;
        if (!file) throw badInput("NO_FILE", "请选择要核验的文件。");
        return pageOf(incoming, ctx, { checked: await check(ctx, file.content) });
      } catch (error) {
        if (error instanceof Refusal) return pageOf(incoming, ctx, { refusal: error });
        throw error;
      }
    },
  },
];
