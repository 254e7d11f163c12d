/** The YAML extension beside this one: keys from both, each mistake from one. */

import * as vscode from "vscode";

import type { Language } from "./language";
import { TEXTS } from "./texts";

const OTHER = "redhat.vscode-yaml";
const ASKED = "ntmreport.askedToTellOnce";

/** Whether the YAML extension completes keys by the folder's schemas, so that ours need not. */
export async function hasSchemas(): Promise<boolean> {
  if (vscode.extensions.getExtension(OTHER) === undefined) return false;
  if (vscode.workspace.getConfiguration("yaml").get("completion") === false) return false;
  return (await vscode.workspace.findFiles("schemas/report.json", null, 1)).length > 0;
}

/**
 * Ask once for each folder whether the YAML extension shall leave mistakes to this one.
 *
 * Repositories that `ntmreport init` begins have that in their settings.
 */
export async function offerToTellOnce(context: vscode.ExtensionContext, language: Language): Promise<void> {
  const yaml = vscode.workspace.getConfiguration("yaml");
  if (vscode.extensions.getExtension(OTHER) === undefined || yaml.get("validate") === false) return;
  if (context.workspaceState.get(ASKED) === true) return;
  const off = TEXTS.turnOff[language];
  const answer = await vscode.window.showInformationMessage(TEXTS.twice[language], off, TEXTS.keep[language]);
  if (answer === undefined) return;
  await context.workspaceState.update(ASKED, true);
  if (answer === off) await yaml.update("validate", false, vscode.ConfigurationTarget.Workspace);
}
