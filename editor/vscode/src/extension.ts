/** Activation: the program is found and started, and what stands in the way is said. */

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

import { chooseLanguage, type Bilingual, type Language } from "./language";
import { findProgram, type Found, type Machine } from "./program";
import { buildReport, openReviewPage } from "./reports";
import { ProgramClient, SELECTOR, StartError } from "./server";
import { TEXTS } from "./texts";
import { hasSchemas, offerToTellOnce } from "./yaml-extension";

let session: Session | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  if (!(await hasReports())) {
    return;
  }
  session = new Session(context);
  await session.start();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}

/** The program of this window, with its entry of the status bar and its commands. */
class Session {
  private readonly log = vscode.window.createOutputChannel("ntmreport", { log: true });
  private readonly status = vscode.languages.createLanguageStatusItem("ntmreport", SELECTOR);
  private client: ProgramClient | undefined;
  private starting: ProgramClient | undefined;
  /** One start after another, however often the user asks. */
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly context: vscode.ExtensionContext) {
    this.status.name = "ntmreport";
    const commands: Record<string, (...given: never[]) => unknown> = {
      "ntmreport.restart": () => this.start(),
      "ntmreport.choose": () => this.choose(),
      "ntmreport.log": () => this.log.show(),
      "ntmreport.build": () => buildReport(this.found(), this.language),
      "ntmreport.review": () => openReviewPage(this.found(), this.language),
      "ntmreport.showReferences": (...given: unknown[]) => this.client?.showReferences(given),
      "ntmreport.showPlace": (...given: unknown[]) => this.client?.showPlace(given),
    };
    context.subscriptions.push(
      this.log,
      this.status,
      ...Object.entries(commands).map(([name, call]) => vscode.commands.registerCommand(name, call)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        const settings = ["path", "language", "communes"].map((name) => `ntmreport.${name}`);
        if (settings.some((name) => event.affectsConfiguration(name))) void this.start();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.start()),
    );
  }

  /** Start the program, or start it anew, even where it never answers. */
  start(): Promise<void> {
    this.starting?.abandon();
    this.work = this.work.then(() => this.startNow());
    return this.work;
  }

  async stop(): Promise<void> {
    this.starting?.abandon();
    const client = this.client;
    this.client = undefined;
    await client?.stop();
  }

  private async startNow(): Promise<void> {
    await this.stop();
    const found = this.found();
    if ("lacking" in found) {
      this.complain(TEXTS[found.lacking], found.at);
      return;
    }
    this.show(TEXTS.starting, true);
    const client = new ProgramClient(found, communes(), this.language, await hasSchemas(), this.log);
    this.starting = client;
    try {
      await client.start();
    } catch (error) {
      if (client.isAbandoned) return;
      if (!(error instanceof StartError)) throw error;
      if (error.isTooOld) this.complain(TEXTS.tooOld, found.command);
      else this.complain(TEXTS.stopped, found.command, error.said || this.text(TEXTS.noReason, error.code));
      return;
    } finally {
      this.starting = undefined;
    }
    this.client = client;
    this.show(TEXTS.running, false, client.version);
    void offerToTellOnce(this.context, this.language);
  }

  private found(): Found {
    return findProgram(settings().get("path", "").trim(), thisMachine());
  }

  private get language(): Language {
    const regional = Intl.DateTimeFormat().resolvedOptions().locale;
    const onPosix = process.platform === "linux";
    const chosen = settings().get("language", "auto");
    return chooseLanguage(chosen, vscode.env.language, process.env, onPosix ? "" : regional);
  }

  private text(text: Bilingual, ...words: readonly (string | number)[]): string {
    return text[this.language].replace(/\{(\d)\}/g, (_, place: string) => String(words[Number(place)] ?? ""));
  }

  private show(text: Bilingual, isBusy: boolean, detail = ""): void {
    this.status.severity = vscode.LanguageStatusSeverity.Information;
    this.status.busy = isBusy;
    this.status.text = `ntmreport ${detail}`.trim();
    this.status.detail = this.text(text);
    this.status.command = { title: this.text(TEXTS.log), command: "ntmreport.log" };
  }

  private complain(text: Bilingual, ...words: readonly (string | number)[]): void {
    const message = this.text(text, ...words);
    this.status.severity = vscode.LanguageStatusSeverity.Error;
    this.status.busy = false;
    this.status.text = `ntmreport: ${this.text(TEXTS.notRunning)}`;
    this.status.detail = message;
    this.status.command = { title: this.text(TEXTS.choose), command: "ntmreport.choose" };
    this.log.error(message);
    const answers: Record<string, string> = {
      [this.text(TEXTS.choose)]: "ntmreport.choose",
      [this.text(TEXTS.again)]: "ntmreport.restart",
      [this.text(TEXTS.log)]: "ntmreport.log",
    };
    void vscode.window.showErrorMessage(message, ...Object.keys(answers)).then((answer) => {
      if (answer !== undefined) void vscode.commands.executeCommand(answers[answer] ?? "ntmreport.log");
    });
  }

  /** Let the user point at the program; the settings of the user keep it. */
  private async choose(): Promise<void> {
    const files = await vscode.window.showOpenDialog({
      title: this.text(TEXTS.choose),
      ...(process.platform === "win32" ? { filters: { ntmreport: ["exe", "cmd"] } } : {}),
    });
    const file = files?.[0];
    if (file === undefined) return;
    await settings().update("path", file.fsPath, vscode.ConfigurationTarget.Global);
  }
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("ntmreport");
}

/** The folders of communes, in full: what is relative is so to the folder that is open. */
function communes(): string[] {
  const opened = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? os.homedir();
  return settings()
    .get<string[]>("communes", [])
    .map((each) => path.resolve(opened, each.replace(/^~(?=[/\\]|$)/, os.homedir())));
}

function thisMachine(): Machine {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((each) => each.uri.scheme === "file");
  const opened = folders.flatMap((each) => [each.uri.fsPath, realPath(each.uri.fsPath) ?? each.uri.fsPath]);
  return {
    platform: process.platform,
    environment: process.env,
    home: os.homedir(),
    opened,
    isTrusted: vscode.workspace.isTrusted,
    runnable: (file) => {
      try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile() ? realPath(file) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

function realPath(file: string): string | undefined {
  try {
    return fs.realpathSync.native(file);
  } catch {
    return undefined;
  }
}

/** Whether the window shows a repository of ours: a report.yaml at its top is other programs' name too. */
async function hasReports(): Promise<boolean> {
  for (const pattern of ["{data,*/data}/*/report.yaml", "templates/*/form.yaml"]) {
    if ((await vscode.workspace.findFiles(pattern, null, 1)).length > 0) return true;
  }
  const [top] = await vscode.workspace.findFiles("report.yaml", null, 1);
  if (top === undefined) return false;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(top));
  return /^forms?:/m.test(text) && /^unit:/m.test(text);
}
