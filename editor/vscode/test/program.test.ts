import { strict as assert } from "node:assert";
import { test } from "node:test";

import { chooseLanguage } from "../src/language";
import { findProgram, type Machine } from "../src/program";

interface Case {
  readonly says: string;
  readonly files: readonly string[];
  readonly expected: string;
  readonly named?: string;
  readonly platform?: NodeJS.Platform;
  readonly path?: string;
  readonly trusted?: boolean;
  /** Links: what stands at a path is really elsewhere. */
  readonly real?: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  { says: "on the PATH", files: ["/usr/bin/ntmreport"], expected: "/usr/bin/ntmreport" },
  {
    says: "the first of the PATH",
    files: ["/usr/bin/ntmreport", "/opt/x/ntmreport"],
    path: "/opt/x:/usr/bin",
    expected: "/opt/x/ntmreport",
  },
  {
    says: "where pipx and uv install, for an editor with a short PATH",
    files: ["/home/lan/.local/bin/ntmreport"],
    expected: "/home/lan/.local/bin/ntmreport",
  },
  { says: "nowhere", files: [], expected: "missing" },
  {
    says: "not in a folder of the PATH that depends on where one stands",
    files: ["ntmreport", "bin/ntmreport", "./ntmreport"],
    path: ":.:bin:./",
    expected: "missing",
  },
  {
    says: "not in an untrusted folder that is open",
    files: ["/home/lan/repo/.venv/bin/ntmreport"],
    path: "/home/lan/repo/.venv/bin",
    expected: "in-untrusted-folder",
  },
  {
    says: "nor through a link into it",
    files: ["/home/lan/bin/ntmreport"],
    path: "/home/lan/bin",
    real: { "/home/lan/bin/ntmreport": "/home/lan/repo/x/ntmreport" },
    expected: "in-untrusted-folder",
  },
  {
    says: "but behind it",
    files: ["/home/lan/repo/.venv/bin/ntmreport", "/usr/bin/ntmreport"],
    path: "/home/lan/repo/.venv/bin:/usr/bin",
    expected: "/usr/bin/ntmreport",
  },
  {
    says: "in a trusted folder, where an environment is active",
    files: ["/home/lan/repo/.venv/bin/ntmreport"],
    path: "/home/lan/repo/.venv/bin",
    trusted: true,
    expected: "/home/lan/repo/.venv/bin/ntmreport",
  },
  {
    says: "in a folder whose name begins alike",
    files: ["/home/lan/repository/ntmreport"],
    path: "/home/lan/repository",
    expected: "/home/lan/repository/ntmreport",
  },
  {
    says: "where the user says, and nowhere else",
    files: ["/usr/bin/ntmreport"],
    named: "/opt/ntmreport",
    expected: "wrong-path",
  },
  { says: "never by a relative path", files: ["bin/ntmreport"], named: "bin/ntmreport", expected: "wrong-path" },
  {
    says: "in the home that the user names",
    files: ["/home/lan/x/ntmreport"],
    named: "~/x/ntmreport",
    expected: "/home/lan/x/ntmreport",
  },
  {
    says: "where the user says, even in the folder that is open",
    files: ["/home/lan/repo/.venv/bin/ntmreport"],
    named: "/home/lan/repo/.venv/bin/ntmreport",
    expected: "/home/lan/repo/.venv/bin/ntmreport",
  },
  {
    says: "of the zip for Windows, without a shell",
    platform: "win32",
    files: ["D:\\ntm report\\ntmreport.cmd", "D:\\ntm report\\python\\python.exe"],
    named: "D:\\ntm report\\ntmreport.cmd",
    expected: "D:\\ntm report\\python\\python.exe -P -m ntmreport",
  },
  {
    says: "not another .cmd",
    platform: "win32",
    files: ["D:\\x\\ntmreport.cmd"],
    path: "D:\\x",
    expected: "missing",
  },
  {
    says: "by pip on Windows",
    platform: "win32",
    files: ["C:\\Users\\lan\\AppData\\Roaming\\Python\\Python312\\Scripts\\ntmreport.exe"],
    expected: "C:\\Users\\lan\\AppData\\Roaming\\Python\\Python312\\Scripts\\ntmreport.exe",
  },
  {
    says: "not by a PATH of Windows that depends on the current folder or drive",
    platform: "win32",
    files: ["ntmreport.exe", "\\tools\\ntmreport.exe", "C:ntmreport.exe"],
    path: ".;;\\tools;C:",
    expected: "missing",
  },
  {
    says: "not in an untrusted folder of Windows, whatever its letters' case",
    platform: "win32",
    files: ["c:\\users\\LAN\\repo\\Scripts\\ntmreport.exe"],
    path: "c:\\users\\LAN\\repo\\Scripts",
    expected: "in-untrusted-folder",
  },
];

for (const each of CASES) {
  test(`the program is found: ${each.says}`, () => {
    const windows = each.platform === "win32";
    const machine: Machine = {
      platform: each.platform ?? "linux",
      environment: {
        PATH: each.path ?? (windows ? "C:\\Windows\\system32" : "/usr/bin:/bin"),
        APPDATA: "C:\\Users\\lan\\AppData\\Roaming",
        LOCALAPPDATA: "C:\\Users\\lan\\AppData\\Local",
      },
      home: windows ? "C:\\Users\\lan" : "/home/lan",
      opened: [windows ? "C:\\Users\\lan\\repo" : "/home/lan/repo"],
      isTrusted: each.trusted ?? false,
      runnable: (file) => (each.files.includes(file) ? (each.real?.[file] ?? file) : undefined),
    };
    const found = findProgram(each.named ?? "", machine);
    const told = "lacking" in found ? found.lacking : [found.command, ...found.before].join(" ");
    assert.equal(told, each.expected);
  });
}

const LANGUAGES: readonly [string, string, Record<string, string>, string, string][] = [
  ["vi", "en", { LANG: "en_US.UTF-8" }, "en-US", "vi"],
  ["en", "vi", {}, "vi-VN", "en"],
  ["auto", "vi", { LANG: "en_US.UTF-8" }, "", "vi"],
  ["auto", "en", { LANG: "vi_VN.UTF-8" }, "", "vi"],
  ["auto", "en", { LC_ALL: "en_GB", LANG: "vi_VN" }, "", "en"],
  ["auto", "en", { LANG: "C.UTF-8" }, "", "vi"],
  ["auto", "en", {}, "vi-VN", "vi"],
  ["auto", "en", {}, "en-US", "en"],
  ["auto", "fr", { LANG: "fr_FR.UTF-8" }, "", "en"],
];

for (const [set, displayed, environment, regional, expected] of LANGUAGES) {
  test(`the language: ${set}, ${displayed}, ${JSON.stringify(environment)}, ${regional}`, () => {
    assert.equal(chooseLanguage(set, displayed, environment, regional), expected);
  });
}
