import type { ComponentChildren } from "preact";
import type { Suggestions } from "#matter/desk";
import { Icon } from "#ui";

const STALE = { expired: "已过期，不能照着答", "unit-gone": "维护单位已经没有了，不能照着答" } as const;

function Take({ value, children }: { value: string; children: ComponentChildren }) {
  return (
    <button class="button button-small button-secondary" type="submit" name="_take" value={value}>
      {children}
    </button>
  );
}

function Group({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="seat-box" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** Something that is offered: what it is, why or where, and the button that takes it. */
function Offer({ what, hint, children }: { what: ComponentChildren; hint: ComponentChildren; children: ComponentChildren }) {
  return (
    <li class="seat-offer">
      <span>
        <strong>{what}</strong>
        <span class="hint">{hint}</span>
      </span>
      {children}
    </li>
  );
}

/** What is suggested beside an order; its buttons belong to the form around it. */
export function SuggestionPane({ suggestions, same: chosen }: { suggestions: Suggestions; same: string | undefined }) {
  const { places, categories, knowledge, same, elsewhere } = suggestions;
  const nothing = [places, categories, knowledge, same, elsewhere].every(({ length }) => length === 0);
  return (
    <>
      {elsewhere.map(({ label, say, where, words }, at) => (
        <section class="seat-box seat-elsewhere" aria-labelledby={`seat-elsewhere-${at}`}>
          <h2 id={`seat-elsewhere-${at}`}>
            <Icon name="circle-alert" /> {label}
          </h2>
          <p class="hint">说到了：{words.join("、")}</p>
          <p>
            “{say}
            {where}”
          </p>
        </section>
      ))}
      {places.length > 0 && (
        <Group id="seat-places" title="是不是这里">
          <ul class="seat-list">
            {places.map(({ words, areaName, changed, tail }, at) => (
              <Offer what={[words, tail]} hint={[areaName, changed.length > 0 && `　和说的不同：${changed.join("，")}`]}>
                <Take value={`place:${at}`}>
                  用<span class="hush">{words}</span>
                </Take>
              </Offer>
            ))}
          </ul>
        </Group>
      )}
      {categories.length > 0 && (
        <Group id="seat-categories" title="像是哪一类">
          <ul class="seat-list">
            {categories.map(({ value, label, reason }) => (
              <Offer what={label} hint={reason}>
                <Take value={`category:${value}`}>
                  用<span class="hush">{label}</span>
                </Take>
              </Offer>
            ))}
          </ul>
        </Group>
      )}
      {same.length > 0 && (
        <Group id="seat-same" title={`附近有 ${same.length} 件说的是同一件事`}>
          <ul class="seat-list">
            {same.map(({ matterId, number, title, state, metres }) => (
              <Offer
                what={title}
                hint={
                  <>
                    <span class="number">{number}</span> {state}
                    {metres !== null && ` ${Math.round(metres)} 米`}
                  </>
                }
              >
                {chosen === matterId ? <Take value="same:">不并了</Take> : <Take value={`same:${matterId}`}>一起办</Take>}
              </Offer>
            ))}
          </ul>
        </Group>
      )}
      {knowledge.length > 0 && (
        <Group id="seat-knowledge" title="知识库">
          {knowledge.map(({ question, answer, source, unit, until, stale }) => (
            <details class={stale ? "seat-known seat-expired" : "seat-known"} open={stale === undefined}>
              <summary>
                {question}
                {stale && <strong> {STALE[stale]}</strong>}
              </summary>
              <p>{answer}</p>
              <p class="hint">{[source && `出处：${source}`, unit, until && `有效期至 ${until}`].filter((part) => part).join("，")}</p>
            </details>
          ))}
        </Group>
      )}
      {nothing && (
        <section class="seat-box">
          <h2>边写边提示</h2>
          <p class="hint">写下来电人说的话，这里会提示地点、类别、怎么答、附近有没有说过。</p>
        </section>
      )}
    </>
  );
}
