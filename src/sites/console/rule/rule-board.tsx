import { Icon } from "#ui";

/** The place where the rules are drawn: the graph of decisions, a table, or an expression, one at a time. Hidden until the script has begun. */
export function RuleBoard({ itemId, token }: { itemId: string; token: string }) {
  return (
    <div class="designer" data-rule-designer={itemId} data-token={token} hidden>
      <div class="designer-bar" role="toolbar" aria-label="规则工具">
        <button type="button" class="button button-small button-primary" data-act="save">
          <Icon name="check" />
          <span>保存草稿</span>
        </button>
        <div class="designer-views" data-views role="group" aria-label="看哪一张" />
        <output class="designer-said" data-said aria-live="polite" />
      </div>
      <div class="designer-canvas rule-canvas" data-canvas role="region" aria-label="规则画板" />
      <div class="designer-findings" data-findings-list aria-live="polite" />
    </div>
  );
}
