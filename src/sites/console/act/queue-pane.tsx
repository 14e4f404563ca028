import { Icon } from "#ui";
import { TimeLeft, type Now } from "../time-left.tsx";
import type { Queue } from "./queue.ts";

/** The actor's queue beside a matter: where one is in it, and each by what presses, what it is and at which step. */
export function QueuePane({ queue: { rows, place, count }, matterId, at }: { queue: Queue; matterId: string; at: Now }) {
  const [above, below] = place === undefined ? [undefined, rows[0]] : [rows[place - 1], rows[place + 1]];
  return (
    <nav class="queue" aria-label="我的待办">
      <p class="queue-head">
        <a href="/console/inbox">我的待办</a>
        <span class="hint">{place === undefined ? `${count} 件` : `${place + 1} / ${count}`}</span>
      </p>
      <ol>
        {rows.map((row) => (
          <li>
            <a
              href={`/console/matters/${row.matterId}`}
              aria-current={row.matterId === matterId ? "page" : undefined}
              data-above={row === above ? "" : undefined}
              data-below={row === below ? "" : undefined}
            >
              <span class="queue-title">{row.title}</span>
              <span class="queue-facts">
                <span class="hint">{row.name}</span>
                <TimeLeft {...at} due={row.dueAt} step={row.taskDueAt} paused={row.pausedAt !== null} />
              </span>
            </a>
          </li>
        ))}
      </ol>
      {count > rows.length && (
        <p>
          <a href="/console/inbox">
            <Icon name="inbox" /> 全部 {count} 件
          </a>
        </p>
      )}
      <p class="hint queue-keys" aria-hidden="true">
        <kbd>j</kbd> 下一件　<kbd>k</kbd> 上一件
      </p>
    </nav>
  );
}
