/** What the extension itself says. */

import type { Bilingual } from "./language";

export const TEXTS = {
  missing: {
    vi: "Chưa thấy chương trình ntmreport trên máy này. Hãy cài tệp .whl của bản phát hành kèm phần live bằng pipx hoặc pip; trên Windows có thể giải nén tệp ntmreport-…-windows.zip rồi chọn ntmreport.cmd trong đó.",
    en: "The program ntmreport was not found on this machine. Install the release's .whl with its extra live, by pipx or pip; on Windows you can unpack ntmreport-…-windows.zip and choose ntmreport.cmd in it.",
  },
  "wrong-path": {
    vi: "Thiết lập ntmreport.path không chỉ đến chương trình nào chạy được: {0}",
    en: "The setting ntmreport.path names no program that can be run: {0}",
  },
  "in-untrusted-folder": {
    vi: "Chương trình {0} nằm trong thư mục đang mở, mà thư mục này chưa được tin cậy, nên không được chạy.",
    en: "The program {0} lies in the folder that is open and not trusted, so it is not run.",
  },
  tooOld: {
    vi: "Chương trình {0} là bản cũ, chưa có lệnh lsp. Hãy cài bản phát hành mới.",
    en: "The program {0} is too old: it has no command lsp. Install the newest release.",
  },
  stopped: {
    vi: "Chương trình {0} không khởi động được: {1}",
    en: "The program {0} does not start: {1}",
  },
  noReason: { vi: "mã kết thúc {0}", en: "exit code {0}" },
  choose: { vi: "Chọn tệp chương trình…", en: "Choose the program…" },
  log: { vi: "Xem nhật ký", en: "Show the log" },
  again: { vi: "Thử lại", en: "Try again" },
  running: { vi: "đang chạy", en: "running" },
  starting: { vi: "đang khởi động", en: "starting" },
  notRunning: { vi: "chưa chạy", en: "not running" },
  noData: {
    vi: "Chưa thấy thư mục số liệu nào có report.yaml.",
    en: "There is no folder of data with a report.yaml.",
  },
  chooseData: { vi: "Thư mục số liệu", en: "Folder of data" },
  build: { vi: "Lập báo cáo", en: "Build the report" },
  review: { vi: "Trang rà soát", en: "Review page" },
  twice: {
    vi: "Tiện ích YAML cũng báo những lỗi mà ntmreport đã báo. Tắt phần kiểm tra của tiện ích đó ở thư mục này? Gợi ý và giải thích khóa vẫn còn.",
    en: "The YAML extension tells mistakes that ntmreport tells too. Turn its checking off in this folder? It goes on completing and explaining keys.",
  },
  turnOff: { vi: "Tắt ở thư mục này", en: "Turn it off here" },
  keep: { vi: "Giữ nguyên", en: "Keep it" },
} satisfies Record<string, Bilingual>;
