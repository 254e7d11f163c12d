/** The language of messages, chosen as the program's own command line chooses it. */

export type Language = "vi" | "en";

/** A sentence in both languages. */
export interface Bilingual {
  readonly vi: string;
  readonly en: string;
}

/**
 * Choose the language: as set, else Vietnamese where the editor or the machine is.
 *
 * VS Code has no Vietnamese of its own, so its English says little about who sits before it.
 */
export function chooseLanguage(
  set: string,
  displayed: string,
  environment: Readonly<Record<string, string | undefined>>,
  regional: string,
): Language {
  if (set === "vi" || set === "en") return set;
  const posix = ["LC_ALL", "LC_MESSAGES", "LANG"].map((name) => environment[name]).find((value) => value);
  const machine = posix === undefined ? regional : (posix.split(".")[0] ?? "");
  const isNeutral = ["", "c", "posix"].includes(machine.toLowerCase());
  return isVietnamese(displayed) || isNeutral || isVietnamese(machine) ? "vi" : "en";
}

function isVietnamese(locale: string): boolean {
  return /^vi\b/i.test(locale.replace("_", "-"));
}
