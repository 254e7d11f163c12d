#!/bin/sh
# ntmreport desk 04b0fdb7ec587f48 ffc6571c4870aeb9
# Tệp do lệnh ntmreport desk lập; cần thay đổi thì chạy lại lệnh đó.
trap : INT
python=/opt/ntmreport/bin/python
package=/opt/ntmreport/lib/ntmreport/__main__.py
root='/home/an/Tài liệu/kho '"'"'số'"'"' $1'
data=data/2021
shown='/home/an/Tài liệu/kho '"'"'số'"'"' $1/data/2021'
commune1='/home/an/xã/an-bình/data/2021'
commune2='/home/an/xã/it'"'"'s/*'
if [ ! -x "$python" ] || [ ! -f "$package" ]; then
  printf '%s\n' 'Không tìm thấy chương trình ntmreport:' "  $python" 'Chương trình đã bị gỡ hoặc chuyển chỗ. Cài lại chương trình rồi chạy:' 'ntmreport desk'
elif ! cd "$root" 2>/dev/null || [ ! -f "$data/report.yaml" ]; then
  printf '%s\n' 'Không tìm thấy thư mục số liệu:' "  $shown" 'Thư mục đã đổi tên, chuyển chỗ, hoặc ổ đĩa chưa kết nối. Nếu đã chuyển chỗ thì' 'chạy: ntmreport desk'
else
  printf '%s\n' 'Đang kiểm tra số liệu trong thư mục:' "  $shown"
  "$python" -P -m ntmreport --lang vi review --open --communes "$commune1" --communes "$commune2" -- "$data"
  code=$?
  echo
  case "$code" in
    0)  printf '%s\n' 'Đã lập xong trang rà soát, tên tệp ở dòng trên. Kết quả kiểm tra có trên trang' 'đó; nếu trang không tự mở thì mở tệp bằng tay.' ;;
    1)  printf '%s\n' 'Chưa lập được trang rà soát. Sửa những chỗ nêu ở trên rồi bấm đúp tệp này lần' 'nữa.' ;;
    2)  printf '%s\n' 'Bản chương trình này không nhận lệnh của tệp này. Chạy lại: ntmreport desk' ;;
    3)  printf '%s\n' 'Máy có trục trặc nêu ở trên. Khắc phục xong thì bấm đúp tệp này lần nữa.' ;;
    *)  printf '%s %s.\n' 'Chương trình dừng giữa chừng, mã' "$code" ;;
  esac
fi
echo
printf '%s ' 'Bấm phím Enter để đóng cửa sổ này.'
read -r _
