import type { Example } from "./example.ts";
import { Icon } from "./icon.tsx";
import { t } from "./text.ts";

export interface SearchBoxProps {
  action: string;
  /** What stands above it: "要办什么事？" */
  label: string;
  value?: string;
  /** What stands in the empty box. */
  placeholder?: string;
  /** What the browser offers while somebody types. */
  suggestions?: readonly string[];
  /** Words to try, as links. */
  examples?: readonly string[];
  /** The front page's size. */
  large?: boolean;
}

/** One box for a question in the person's own words. */
export function SearchBox({ action, label, value, placeholder, suggestions = [], examples: words = [], large }: SearchBoxProps) {
  const id = large ? "search-large" : "search-q";
  const list = suggestions.length > 0 ? `${id}-names` : undefined;
  return (
    <div class={large ? "search search-large" : "search"}>
      <form role="search" method="get" action={action}>
        <label for={id}>{label}</label>
        <div class="search-row">
          <input class="input" id={id} type="search" name="q" value={value} placeholder={placeholder} list={list} autocomplete="off" enterkeyhint="search" />
          <button class="button button-primary" type="submit">
            <Icon name="search" />
            <span>{t("搜索")}</span>
          </button>
        </div>
        {list && (
          <datalist id={list}>
            {suggestions.map((name) => (
              <option value={name} />
            ))}
          </datalist>
        )}
      </form>
      {words.length > 0 && (
        <p class="search-words">
          <span>{t("试试")}：</span>
          {words.map((word) => (
            <a href={`${action}?q=${encodeURIComponent(word)}`}>{word}</a>
          ))}
        </p>
      )}
    </div>
  );
}

/** The band of the front page: the city's name and one large question, on crackled glaze. */
export function Hero({ title, search }: { title: string; search: SearchBoxProps }) {
  return (
    <div class="hero">
      <div class="hero-row">
        <h1>{title}</h1>
        <SearchBox {...search} large />
      </div>
    </div>
  );
}

export const examples: Example[] = [
  { name: "搜索", show: () => <SearchBox action="#search" label="搜索事项" value="开饭店" /> },
  {
    name: "首页大搜索",
    show: () => (
      <Hero
        title="云州市政务服务"
        search={{ action: "#search", label: "要办什么事？", placeholder: "说一件事，如 开饭店", examples: ["开饭店", "孩子上学", "高龄津贴", "换驾照"] }}
      />
    ),
  },
];
