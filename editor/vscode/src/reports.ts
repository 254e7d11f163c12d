/** The commands that build a report and open its review page, each in a terminal of its own. */

import * as path from "node:path";
import * as vscode from "vscode";

import type { Bilingual, Language } from "./language";
import type { Found } from "./program";
import { TEXTS } from "./texts";

export async function buildReport(found: Found, language: Language): Promise<void> {
  await run(found, language, TEXTS.build, ["build"], ["--open"]);
}

export async function openReviewPage(found: Found, language: Language): Promise<void> {
  await run(found, language, TEXTS.review, ["review"], ["--open", "--watch"]);
}

/** Run a command of the program on one folder of data, without a shell. */
async function run(
  found: Found,
  language: Language,
  title: Bilingual,
  command: readonly string[],
  options: readonly string[],
): Promise<void> {
  if ("lacking" in found) {
    await vscode.commands.executeCommand("ntmreport.restart"); // which says what is missing
    return;
  }
  const data = await chosenData(language);
  if (data === undefined) return;
  const folder = vscode.workspace.getWorkspaceFolder(data);
  if (folder === undefined) return;
  const words = [...found.before, "--lang", language, ...command, data.fsPath, ...options];
  const task = new vscode.Task(
    { type: "ntmreport", command: command.join(" "), data: data.fsPath },
    folder,
    `${title[language]}: ${path.basename(data.fsPath)}`,
    "ntmreport",
    new vscode.ProcessExecution(found.command, words, { cwd: folder.uri.fsPath }),
  );
  task.presentationOptions = { clear: true, focus: false, panel: vscode.TaskPanelKind.Dedicated };
  await vscode.workspace.saveAll(false);
  await vscode.tasks.executeTask(task);
}

/** The folder of data of the file in the editor, else the only one, else the one that the user picks. */
async function chosenData(language: Language): Promise<vscode.Uri | undefined> {
  const reports = await vscode.workspace.findFiles("{report.yaml,data/*/report.yaml,*/data/*/report.yaml}");
  const folders = reports.map((each) => vscode.Uri.joinPath(each, ".."));
  folders.sort((one, other) => one.fsPath.localeCompare(other.fsPath));
  const edited = vscode.window.activeTextEditor?.document.uri.fsPath ?? "";
  const own = folders.find((each) => edited.startsWith(each.fsPath + path.sep));
  if (own !== undefined || folders.length === 1) return own ?? folders[0];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(TEXTS.noData[language]);
    return undefined;
  }
  const items = folders.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: TEXTS.chooseData[language] });
  return picked?.uri;
}
