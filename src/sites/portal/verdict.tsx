import { Icon } from "#ui";

const LOOKS = {
  good: ["verdict verdict-good", "circle-check"],
  bad: ["verdict verdict-bad", "circle-x"],
  open: ["verdict", "circle-alert"],
} as const;

/** What a check came to: a word, a shape and a colour, and what it means. */
export function Verdict({ look, word, children }: { look: keyof typeof LOOKS; word: string; children?: preact.ComponentChildren }) {
  const [style, icon] = LOOKS[look];
  return (
    <section class={style} role="status">
      <Icon name={icon} />
      <div>
        <p class="verdict-word">{word}</p>
        {children}
      </div>
    </section>
  );
}
