/** The icons we use, by their Lucide names. Add a name here before drawing it. */
export const iconNames = [
  "accessibility", "arrow-down", "arrow-left", "arrow-right", "arrow-up", "arrow-up-down", "baby", "bell", "briefcase",
  "building-2", "bus", "calendar", "chart-column", "check", "chevron-down", "chevron-left", "chevron-right", "circle",
  "circle-alert", "circle-check", "circle-dot", "circle-help", "circle-x", "clock", "coins", "contrast", "database",
  "download", "ellipsis", "external-link", "eye", "file-check", "file-text", "files", "filter", "flag", "gauge",
  "graduation-cap", "hand-heart", "heart-handshake", "heart-pulse", "history", "hourglass", "house", "id-card", "inbox",
  "info", "key-round", "landmark", "layers", "list-checks", "lock", "log-in", "log-out", "map-pin", "megaphone", "menu",
  "message-square", "minus", "moon", "paperclip", "pause", "pencil", "phone", "plus", "printer", "qr-code", "receipt",
  "refresh-cw", "rocket", "scroll-text", "search", "send", "settings", "shield-check", "sprout", "stamp", "star", "store",
  "sun", "trash-2", "trees", "triangle-alert", "truck", "undo-2", "upload", "user-round", "users", "utensils", "volume-2",
  "wallet", "x", "zoom-in",
] as const;

/** A name of the icon set. */
export type IconName = (typeof iconNames)[number];
