import type { Example } from "./example.ts";
import { Icon } from "./icon.tsx";

/** 预警级别, the gravest first. */
export type AlarmLevel = "red" | "orange" | "yellow" | "blue";

/** An alarm's level as a sign: its word, a triangle, and a bar of its colour; the colour alone says nothing. */
export function AlarmSign({ level, word }: { level: AlarmLevel; word: string }) {
  return (
    <span class={`alarm-sign alarm-${level}`}>
      <Icon name="triangle-alert" />
      {word}
    </span>
  );
}

export const examples: Example[] = [
  {
    name: "四级预警",
    show: () => (
      <p>
        <AlarmSign level="red" word="红色预警" /> <AlarmSign level="orange" word="橙色预警" /> <AlarmSign level="yellow" word="黄色预警" />{" "}
        <AlarmSign level="blue" word="蓝色预警" />
      </p>
    ),
  },
];
