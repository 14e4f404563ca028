import type { CopyStanding } from "#outcome/licence";
import type { Deferral, MaterialEntry, MaterialState } from "#matter/intake";
import type { MatterView } from "#matter/view";
import type { RegisterDefinition } from "#register/register";
import { formatDate, formatSize, Icon, provisionalWords, State, Tag } from "#ui";
import { CopyStandingWord } from "../paper/copy-state.tsx";

const NEEDS: Record<string, string> = { optional: "选交", deferred: "可后补" };

/** What the page knows beside the matter: how the registers are called, and how copies of licences stand now. */
interface Known {
  registers: ReadonlyMap<string, RegisterDefinition>;
  copies: ReadonlyMap<string, CopyStanding>;
  /** What was promised for later and has not come. */
  deferrals: readonly Deferral[];
  today: string;
}

function Handed({ matterId, entry, known: { registers, copies } }: { matterId: string; entry: MaterialEntry; known: Known }) {
  const copy = entry.copyId ? copies.get(entry.copyId) : undefined;
  if (copy) {
    return (
      <li>
        <Icon name="id-card" />
        <a href={`/console/matters/${matterId}/copies/${entry.entryId}`}>{entry.reference}（加注件）</a>
        <CopyStandingWord state={copy.state} />
      </li>
    );
  }
  const address = `/console/matters/${matterId}/files/${entry.entryId}`;
  if (entry.fileId) {
    return (
      <li>
        <Icon name="paperclip" />
        <a href={address}>{entry.fileName}</a>
        {entry.size !== null && <span class="hint number">{formatSize(entry.size)}</span>}
        {entry.fileType?.startsWith("image/") && (
          <a href={`${address}?show=1`} target="_blank" rel="noopener">
            看图
          </a>
        )}
        {entry.remark && <p class="hint small">{entry.remark}</p>}
      </li>
    );
  }
  if (entry.source === "later") return <li class="hint">承诺以后补交</li>;
  const place = entry.source === "licence" ? "电子证照" : entry.source === "register" ? "数据核验" : "网上填写";
  return (
    <li>
      <Icon name="circle-check" />
      {place}：{entry.source === "register" ? (registers.get(entry.reference ?? "")?.name ?? entry.reference) : entry.reference}
    </li>
  );
}

function Standing({ state, copies }: { state: MaterialState; copies: Known["copies"] }) {
  // A licence that lost its force since does not stand for the paper any more.
  const [lost] = state.entries.flatMap(({ copyId }) => (copyId && copies.get(copyId)?.state !== "valid" ? [copyId] : []));
  if (lost && state.entries.every(({ copyId }) => copyId)) return <State tone="bad">失效</State>;
  if (state.entries.some((entry) => entry.source === "later") && !state.entries.some((entry) => entry.fileId)) return <State tone="waiting">待补</State>;
  if (state.entries.length > 0 || state.held) return <State tone="good">已有</State>;
  return state.material.need === "optional" ? <span class="hint">没有交</span> : <State tone="bad">缺</State>;
}

/** Until when something promised may come, and where the window takes it in. */
function Promised({ matterId, deferral, today }: { matterId: string; deferral: Deferral | undefined; today: string }) {
  if (!deferral) return null;
  const { due, provisional, brought } = deferral;
  const late = due !== null && due < today && !brought;
  return (
    <p class="hint small">
      {due && `约定${provisionalWords(`${formatDate(due)}前交`, provisional)}${late ? "，已经过期" : ""}。`}
      <a href={`/console/matters/${matterId}/materials`}>窗口代收</a>
    </p>
  );
}

/** What was handed in and what the city holds itself, material by material. */
export function Materials({ view, known }: { view: MatterView; known: Known }) {
  const { matter, materials } = view;
  if (materials.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="materials">
      <h2 id="materials">材料（{materials.length} 份）</h2>
      <ul class="material-list">
        {materials.map((state) => (
          <li>
            <div>
              <p>
                {state.material.name} {NEEDS[state.material.need] && <Tag>{NEEDS[state.material.need]}</Tag>}
              </p>
              {state.material.note && <p class="hint small">{state.material.note}</p>}
            </div>
            <Standing state={state} copies={known.copies} />
            <Promised matterId={matter.matterId} deferral={known.deferrals.find(({ materialId }) => materialId === state.material.id)} today={known.today} />
            <ul class="material-files">
              {state.entries.map((entry) => (
                <Handed matterId={matter.matterId} entry={entry} known={known} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
