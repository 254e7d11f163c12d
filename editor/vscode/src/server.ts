/** The language server that the program is, and the client that speaks with it. */

import { spawn, type ChildProcess } from "node:child_process";
import * as os from "node:os";
import { createInterface } from "node:readline";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  type Location,
  type Position,
  type Range,
} from "vscode-languageclient/node";

import type { Language } from "./language";
import type { Program } from "./program";

/** What the program may be asked about; it knows itself which files are data, forms and criteria. */
export const SELECTOR = [
  { scheme: "file", language: "yaml" },
  { scheme: "file", pattern: "**/*.j2" },
];

/** The commands that the program may ask for: VS Code's own take values of its own. */
const COMMANDS = ["ntmreport.showReferences", "ntmreport.showPlace"];

/** The exit code of the program for a wrong call, and how it names a command that it does not have. */
const WRONG_CALL = 2;
const NO_SUCH_COMMAND = /['‘“"]lsp['’”"]/;

const MOST_LINES = 3;
const MOST_CRASHES = 4;
const CRASHES_WITHIN_MS = 180_000;

/** The program ended before it answered. */
export class StartError extends Error {
  constructor(
    readonly code: number | string,
    readonly said: string,
  ) {
    super(said);
  }

  get isTooOld(): boolean {
    return this.code === WRONG_CALL && NO_SUCH_COMMAND.test(this.said);
  }
}

/** A language client that is quiet while it starts. */
class Client extends LanguageClient {
  /** Until it is up, what goes wrong is told by whoever starts it: once, and in the user's words. */
  isUp = false;

  override error(message: string, data?: unknown, show: boolean | "force" = true): void {
    super.error(message, data, this.isUp && show);
  }
}

/** The program, run as a language server for the folders of this window. */
export class ProgramClient {
  private readonly client: Client;
  private readonly lastLines: string[] = [];
  isAbandoned = false;
  private child: ChildProcess | undefined;
  private ended: Promise<StartError> | undefined;
  private crashes: number[] = [];

  constructor(
    private readonly program: Program,
    private readonly communes: readonly string[],
    private readonly language: Language,
    hasSchemas: boolean,
    log: vscode.LogOutputChannel,
  ) {
    this.client = new Client("ntmreport", "ntmreport", () => this.launch(), {
      documentSelector: SELECTOR,
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: { commands: COMMANDS, yamlSchemas: hasSchemas },
      initializationFailedHandler: () => false,
      markdown: { isTrusted: false },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: this.afterCrash(), handled: !this.client.isUp }),
      },
      stdioOptions: {
        stdout: () => undefined,
        stderr: (input, channel) => {
          createInterface({ input }).on("line", (line) => {
            if (!line.trim()) return;
            channel.info(line);
            this.lastLines.push(line.trim());
            if (this.lastLines.length > MOST_LINES) this.lastLines.shift();
          });
        },
      },
    });
  }

  /** Start the program; rejects with StartError where it ends at once. */
  async start(): Promise<void> {
    try {
      await this.client.start();
      this.client.isUp = true;
    } catch (error) {
      const ended = await Promise.race([this.ended, delay(1000)]);
      await this.client.dispose().catch(() => undefined);
      throw ended ?? new StartError("", error instanceof Error ? error.message : String(error));
    }
  }

  /** Start no longer: the user has asked for another start, or closes the window. */
  abandon(): void {
    this.isAbandoned = true;
    this.child?.kill();
  }

  async stop(): Promise<void> {
    this.client.isUp = false;
    await this.client.dispose().catch(() => undefined);
  }

  get version(): string {
    return this.client.initializeResult?.serverInfo?.version ?? "";
  }

  /** Show the places that a code lens counts. */
  async showReferences(given: readonly unknown[]): Promise<void> {
    const [uri, position, locations] = given as [string, Position, Location[]];
    const convert = this.client.protocol2CodeConverter;
    await vscode.commands.executeCommand(
      "editor.action.showReferences",
      convert.asUri(uri),
      convert.asPosition(position),
      locations.map((each) => convert.asLocation(each)),
    );
  }

  /** Set the cursor to a place in a file, such as where a reason is to be written. */
  async showPlace(given: readonly unknown[]): Promise<void> {
    const [uri, range] = given as [string, Range];
    const convert = this.client.protocol2CodeConverter;
    await vscode.window.showTextDocument(convert.asUri(uri), { selection: convert.asRange(range) });
  }

  /** Run the program itself, without a shell, and in no folder that a repository could fill. */
  private async launch(): Promise<ChildProcess> {
    const communes = this.communes.length > 0 ? ["--communes", ...this.communes] : [];
    const words = [...this.program.before, "--lang", this.language, "lsp", ...communes];
    const child = spawn(this.program.command, words, { cwd: os.homedir(), windowsHide: true });
    this.child = child;
    this.lastLines.length = 0;
    this.ended = new Promise((resolve) => {
      child.once("error", (error) => resolve(new StartError("", error.message)));
      child.once("close", (code, signal) => {
        resolve(new StartError(code ?? signal ?? "", this.lastLines.join("; ")));
      });
    });
    child.stdin.on("error", () => undefined); // it says itself that it ended
    return child;
  }

  /** A program that was running is started again, unless it ends again and again. */
  private afterCrash(): CloseAction {
    if (!this.client.isUp) return CloseAction.DoNotRestart;
    const now = Date.now();
    this.crashes = [...this.crashes.filter((each) => now - each < CRASHES_WITHIN_MS), now];
    return this.crashes.length <= MOST_CRASHES ? CloseAction.Restart : CloseAction.DoNotRestart;
  }
}

function delay(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, undefined));
}
