/** The installed program `ntmreport`: where it is, and how it is started without a shell. */

import * as path from "node:path";

/** What is asked of the machine; a test has one of its own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Folders that are open in the editor. */
  readonly opened: readonly string[];
  readonly isTrusted: boolean;
  /** The real path of a file that can be run, or undefined where there is none. */
  runnable(file: string): string | undefined;
}

export interface Program {
  readonly command: string;
  /** What stands before the arguments of `ntmreport` itself. */
  readonly before: readonly string[];
}

/** A program, or why there is none: `at` is the file that is missing or lies in the folder. */
export type Found =
  | Program
  | { readonly lacking: "missing" | "wrong-path" | "in-untrusted-folder"; readonly at: string };

/**
 * Find the program.
 *
 * `named` is the path that the user has set, and then the only place. Else it is sought on the PATH and
 * where installers put it, never in the current folder. A program in a folder that is open and not
 * trusted is not run: who made the folder would choose it.
 */
export function findProgram(named: string, machine: Machine): Found {
  const paths = machine.platform === "win32" ? path.win32 : path.posix;
  if (named !== "") {
    const file = named.startsWith("~/") ? paths.join(machine.home, named.slice(2)) : named;
    const program = paths.isAbsolute(file) ? started(file, machine) : undefined;
    return program ?? { lacking: "wrong-path", at: named };
  }
  let refused: string | undefined;
  for (const folder of [...pathFolders(machine), ...installersFolders(machine)]) {
    for (const name of names(machine)) {
      const file = paths.join(folder, name);
      const program = started(file, machine);
      if (program === undefined) continue;
      if (machine.isTrusted || !isInOpenedFolder(file, machine)) return program;
      refused ??= file;
    }
  }
  return refused === undefined
    ? { lacking: "missing", at: "" }
    : { lacking: "in-untrusted-folder", at: refused };
}

function names(machine: Machine): readonly string[] {
  return machine.platform === "win32" ? ["ntmreport.exe", "ntmreport.cmd"] : ["ntmreport"];
}

/** The program behind a file. That of the zip for Windows calls the Python beside it, as its .cmd does. */
function started(file: string, machine: Machine): Program | undefined {
  if (machine.runnable(file) === undefined) return undefined;
  if (machine.platform !== "win32" || !/\.(cmd|bat)$/i.test(file)) return { command: file, before: [] };
  const python = path.win32.join(path.win32.dirname(file), "python", "python.exe");
  if (machine.runnable(python) === undefined) return undefined;
  return { command: python, before: ["-P", "-m", "ntmreport"] };
}

/** Folders of the PATH, without those that depend on where one stands. */
function pathFolders(machine: Machine): readonly string[] {
  const windows = machine.platform === "win32";
  const paths = windows ? path.win32 : path.posix;
  const all = machine.environment["PATH"] ?? machine.environment["Path"] ?? "";
  return all
    .split(paths.delimiter)
    .map((each) => (windows ? each.replace(/^"(.*)"$/, "$1") : each))
    .filter((each) => paths.isAbsolute(each) && (!windows || /^([a-z]:|\\\\)/i.test(each)));
}

/** Where pip, pipx and uv put programs: an editor that is started by its icon often has a short PATH. */
function installersFolders(machine: Machine): readonly string[] {
  const { environment, home, platform } = machine;
  const paths = platform === "win32" ? path.win32 : path.posix;
  const folders = [
    environment["UV_TOOL_BIN_DIR"],
    environment["PIPX_BIN_DIR"],
    environment["XDG_BIN_HOME"],
    paths.join(home, ".local", "bin"),
  ];
  const minors = [14, 13, 12, 11];
  if (platform === "win32") {
    const roaming = environment["APPDATA"] ?? "";
    const local = environment["LOCALAPPDATA"] ?? "";
    folders.push(
      ...minors.map((minor) => paths.join(local, "Programs", "Python", `Python3${minor}`, "Scripts")),
      ...minors.map((minor) => paths.join(roaming, "Python", `Python3${minor}`, "Scripts")),
      paths.join(local, "Programs", "ntmreport"),
      paths.join(home, "ntmreport"),
    );
  } else if (platform === "darwin") {
    folders.push(
      "/opt/homebrew/bin",
      "/usr/local/bin",
      ...minors.map((minor) => `/Library/Frameworks/Python.framework/Versions/3.${minor}/bin`),
      ...minors.map((minor) => paths.join(home, "Library", "Python", `3.${minor}`, "bin")),
    );
  } else {
    folders.push("/usr/local/bin");
  }
  return folders.filter((each): each is string => each !== undefined && paths.isAbsolute(each));
}

function isInOpenedFolder(file: string, machine: Machine): boolean {
  const real = machine.runnable(file) ?? file;
  return machine.opened.some((folder) => isBelow(file, folder, machine) || isBelow(real, folder, machine));
}

function isBelow(file: string, folder: string, machine: Machine): boolean {
  const paths = machine.platform === "win32" ? path.win32 : path.posix;
  const within = paths.relative(folder, file);
  return within !== "" && within !== ".." && !within.startsWith(`..${paths.sep}`) && !paths.isAbsolute(within);
}
