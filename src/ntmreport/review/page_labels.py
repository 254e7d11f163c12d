"""The words of the page around the report, in both languages."""

from __future__ import annotations

from ntmreport.language import Bilingual

WORDS = {
    "title": Bilingual("Rà soát báo cáo", "Report review"),
    "skip_report": Bilingual("Đến báo cáo", "Skip to the report"),
    "skip_diagnostics": Bilingual("Đến kết quả kiểm tra", "Skip to the diagnostics"),
    "skip_annex": Bilingual("Đến", "Skip to"),
    "tools": Bilingual("Tìm và lọc", "Search and filter"),
    "search": Bilingual("Tìm trong báo cáo và tên số liệu", "Search the report and labels"),
    "search_short": Bilingual("Tìm chữ, số, tên chỉ tiêu", "Words, numbers, labels"),
    "previous": Bilingual("Kết quả trước", "Previous result"),
    "next": Bilingual("Kết quả sau", "Next result"),
    "results": Bilingual("kết quả", "results"),
    "no_results": Bilingual("Không tìm thấy", "Nothing found"),
    "office": Bilingual("Lọc theo tệp dữ liệu", "Filter by data file"),
    "all_offices": Bilingual("Tất cả các tệp", "All files"),
    "figures": Bilingual("số liệu", "figures"),
    "lineage": Bilingual("Nguồn gốc số liệu", "Where the figure comes from"),
    "hint": Bilingual(
        "Chỉ chuột, chạm hoặc bấm Tab đến một số có gạch chấm để xem số đó từ đâu ra. Bấm vào số"
        " (hoặc Enter) để giữ lại, Esc để đóng.",
        "Point at, tap or Tab to a number with a dotted line to see where it comes from. Click it"
        " (or press Enter) to keep it shown, Esc to close.",
    ),
    "close": Bilingual("Đóng", "Close"),
    "written": Bilingual("ghi trong dữ liệu", "written in the data"),
    "computed": Bilingual("tính từ số liệu khác", "computed from other figures"),
    "unnamed": Bilingual("Số liệu do mẫu báo cáo tính", "A figure that the template computes"),
    "formula": Bilingual("Cách tính", "Formula"),
    "exact": Bilingual("Giá trị chính xác", "Exact value"),
    "rounded": Bilingual("Làm tròn khi in", "Rounded in print"),
    "source": Bilingual("Nguồn", "Source"),
    "given": Bilingual("Dữ liệu cho", "The data gives"),
    "qualifier": Bilingual("Từ đứng trước", "Qualifier"),
    "printed_as": Bilingual("In là", "Printed as"),
    "path": Bilingual("Đường dẫn", "Path"),
    "made_of": Bilingual("Tính từ", "Computed from"),
    "used_for": Bilingual("Dùng để tính", "Used for"),
    "printed_at": Bilingual("Chỗ in trong báo cáo", "Where it is printed"),
    "see_above": Bilingual("đã nêu ở trên", "shown above"),
    "legend": Bilingual("Trong báo cáo đang tô:", "Lit in the report:"),
    "legend_same": Bilingual("số này", "this figure"),
    "legend_input": Bilingual("số đầu vào", "its inputs"),
    "legend_output": Bilingual("số tính từ số này", "what follows from it"),
    "see_chart": Bilingual("Xem diễn biến qua các năm", "See how it developed"),
    "diagnostics": Bilingual("Kết quả kiểm tra", "Diagnostics"),
    "nothing_found": Bilingual("Không có gì phải xem lại.", "Nothing to look at."),
    "acknowledged": Bilingual("Đã được chấp nhận", "Acknowledged"),
    "reason": Bilingual("Lý do", "Reason"),
    "go": Bilingual("Đến chỗ này trong báo cáo", "Go to its place in the report"),
    "no_place": Bilingual("Không có chỗ riêng trong báo cáo", "It has no place in the report"),
    "remarks": Bilingual("Góp ý", "Remarks"),
    "remark_new": Bilingual("Viết góp ý", "Write a remark"),
    "remark_how": Bilingual(
        "Góp ý về chữ đang bôi đen, số đang xem, hoặc một đoạn được chọn sau khi bấm",
        "On the selected words, the figure shown, or a paragraph chosen after this is pressed",
    ),
    "remark_here": Bilingual("Góp ý về số này", "Write a remark on this figure"),
    "remark_pick": Bilingual(
        "Bấm vào đoạn hoặc số cần góp ý, hoặc dùng phím ↑ ↓ rồi Enter. Esc để thôi.",
        "Click the paragraph or number, or use the keys ↑ ↓ and Enter. Esc to leave.",
    ),
    "remark_text": Bilingual("Nội dung góp ý", "Remark"),
    "remark_keep": Bilingual("Ghi góp ý", "Keep the remark"),
    "remark_cancel": Bilingual("Thôi", "Cancel"),
    "remark_kept": Bilingual("Đã ghi góp ý.", "The remark is kept."),
    "remark_edit": Bilingual("Sửa", "Edit"),
    "remark_remove": Bilingual("Xóa", "Remove"),
    "remark_removed": Bilingual("Đã xóa một góp ý.", "A remark was removed."),
    "remark_undo": Bilingual("Lấy lại", "Bring it back"),
    "remark_none": Bilingual("chưa có", "none yet"),
    "remark_author": Bilingual("Người góp ý", "Your name"),
    "remark_name_first": Bilingual(
        "Ghi tên người góp ý, rồi lưu tệp.", "Write your name, then save the file."
    ),
    "remark_save": Bilingual("Lưu thành tệp để gửi", "Save as a file to send"),
    "remark_send": Bilingual(
        "Góp ý chỉ nằm trong trình duyệt này cho đến khi lưu thành tệp và gửi cho người lập báo"
        " cáo.",
        "Remarks are in this browser alone until they are saved as a file and sent to whoever"
        " makes the report.",
    ),
    "remark_saved": Bilingual("Đã lưu tệp", "Saved the file"),
    "remark_not_kept": Bilingual(
        "Trình duyệt này không giữ góp ý khi đóng trang: hãy lưu thành tệp trước khi đóng.",
        "This browser keeps no remarks once the page is closed: save them as a file before.",
    ),
    "remark_earlier": Bilingual(
        "Bản trước của báo cáo này có góp ý chưa chuyển sang:",
        "Remarks on an earlier state of this report:",
    ),
    "remark_take": Bilingual("Chuyển sang bản này", "Take them over"),
    "remark_lost": Bilingual(
        "không còn chỗ này trong báo cáo", "its place is no longer in the report"
    ),
    "report": Bilingual("Báo cáo", "The report"),
    "charts": Bilingual("Diễn biến chỉ tiêu", "Indicators over the years"),
    "baseline": Bilingual("năm gốc", "baseline"),
    "no_script": Bilingual(
        "Trình duyệt đang tắt JavaScript: báo cáo vẫn đọc được, nhưng không xem được nguồn gốc số"
        " liệu.",
        "JavaScript is off: the report can be read, but not where its figures come from.",
    ),
    "data": Bilingual("Dữ liệu", "Data"),
    "revision": Bilingual("Bản trong git", "Git revision"),
    "program": Bilingual("Lập bằng", "Made by"),
}
"""Each word or sentence by its name in the page's template and script."""
