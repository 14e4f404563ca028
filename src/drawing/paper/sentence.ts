/** What somebody wrote as a reason, closed as a sentence: a mark that only parts clauses, or none, becomes a full stop. */
export function sentence(text: string): string {
  const said = text.trim();
  return /[。！？…!?][”’」』）)]?$/u.test(said) ? said : `${said.replace(/[；;，,、：:.]$/u, "")}。`;
}
