import { Icon, type IconName } from "#ui";

const TOOLS: [act: string, label: string, icon: IconName][] = [
  ["save", "保存草稿", "check"],
  ["undo", "撤销", "undo-2"],
  ["redo", "重做", "refresh-cw"],
  ["in", "放大", "plus"],
  ["out", "缩小", "minus"],
  ["fit", "看全图", "zoom-in"],
  ["svg", "导出 SVG", "download"],
];

const SIDES: [side: string, label: string][] = [
  ["properties", "属性"],
  ["findings", "检查"],
  ["simulation", "试办"],
];

/** The place where the script draws. Hidden until it has begun: without it, or on a narrow screen, the page below says everything. */
export function Board({ itemId, token }: { itemId: string; token: string }) {
  return (
    <div class="designer" data-designer={itemId} data-token={token} hidden>
      <div class="designer-bar" role="toolbar" aria-label="流程图工具">
        {TOOLS.map(([act, label, icon]) => (
          <button type="button" class={`button button-small ${act === "save" ? "button-primary" : "button-quiet"}`} data-act={act}>
            <Icon name={icon} />
            <span>{label}</span>
          </button>
        ))}
        <select class="input designer-find" data-find aria-label="找一个元素" />
        <output class="designer-said" data-said aria-live="polite" />
      </div>
      <div class="designer-floor">
        <div class="designer-canvas" data-canvas role="application" aria-label="流程图画板" />
        <aside class="designer-side" aria-label="流程图的属性、检查和试办">
          <div class="designer-tabs" role="tablist" aria-label="属性、检查和试办">
            {SIDES.map(([side, label], index) => (
              <button
                type="button"
                role="tab"
                id={`tab-${side}`}
                aria-controls={`side-${side}`}
                aria-selected={index === 0 ? "true" : "false"}
                data-side={side}
              >
                {label}
                <span class="tabs-count" data-count={side} hidden />
              </button>
            ))}
          </div>
          {SIDES.map(([side], index) => (
            <div role="tabpanel" id={`side-${side}`} aria-labelledby={`tab-${side}`} tabindex={0} data-panel={side} hidden={index > 0} />
          ))}
        </aside>
      </div>
    </div>
  );
}
