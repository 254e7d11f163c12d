@echo off
rem ntmreport desk 8ddc8f4e20560002 1e1546ce68899811
setlocal EnableExtensions DisableDelayedExpansion
"%SystemRoot%\System32\chcp.com" 65001 >nul
rem Tệp do lệnh ntmreport desk lập; cần thay đổi thì chạy lại lệnh đó.
set "ntm_python=C:\Users\Trần Thị Hà\AppData\Local\Programs\Python\Python312\python.exe"
set "ntm_package=C:\Users\Trần Thị Hà\AppData\Local\Programs\Python\Python312\ntmreport\__main__.py"
set "ntm_root=C:\Users\Trần Thị Hà\OneDrive - UBND\100%% & (kho)!^"
set "ntm_data=data\2021"
set "ntm_shown=C:\Users\Trần Thị Hà\OneDrive - UBND\100%% & (kho)!^\data\2021"
set "ntm_commune1=\\may-chu\Số liệu & 100%%\*\data\2021"
set "ntm_wrong="
set "ntm_code="
pushd "%ntm_root%" 2>nul
if not exist "%ntm_data%\report.yaml" set "ntm_wrong=no-data"
if not exist "%ntm_package%" set "ntm_wrong=no-program"
if not exist "%ntm_python%" set "ntm_wrong=no-program"
if not defined ntm_wrong echo Đang kiểm tra số liệu trong thư mục:
if not defined ntm_wrong echo   "%ntm_shown%"
if not defined ntm_wrong "%ntm_python%" -P -m ntmreport --lang vi review --open --communes "%ntm_commune1%" -- "%ntm_data%"
if not defined ntm_wrong set "ntm_code=%errorlevel%"
echo.
if "%ntm_wrong%"=="no-program" echo Không tìm thấy chương trình ntmreport:
if "%ntm_wrong%"=="no-program" echo   "%ntm_python%"
if "%ntm_wrong%"=="no-program" echo Chương trình đã bị gỡ hoặc chuyển chỗ. Cài lại chương trình rồi chạy:
if "%ntm_wrong%"=="no-program" echo ntmreport desk
if "%ntm_wrong%"=="no-data" echo Không tìm thấy thư mục số liệu:
if "%ntm_wrong%"=="no-data" echo   "%ntm_shown%"
if "%ntm_wrong%"=="no-data" echo Thư mục đã đổi tên, chuyển chỗ, hoặc ổ đĩa chưa kết nối. Nếu đã chuyển chỗ thì
if "%ntm_wrong%"=="no-data" echo chạy: ntmreport desk
if "%ntm_code%"=="0" echo Đã lập xong trang rà soát, tên tệp ở dòng trên. Kết quả kiểm tra có trên trang
if "%ntm_code%"=="0" echo đó; nếu trang không tự mở thì mở tệp bằng tay.
if "%ntm_code%"=="1" echo Chưa lập được trang rà soát. Sửa những chỗ nêu ở trên rồi bấm đúp tệp này lần
if "%ntm_code%"=="1" echo nữa.
if "%ntm_code%"=="2" echo Bản chương trình này không nhận lệnh của tệp này. Chạy lại: ntmreport desk
if "%ntm_code%"=="3" echo Máy có trục trặc nêu ở trên. Khắc phục xong thì bấm đúp tệp này lần nữa.
if defined ntm_code if not "%ntm_code%"=="0" if not "%ntm_code%"=="1" if not "%ntm_code%"=="2" if not "%ntm_code%"=="3" echo Chương trình dừng giữa chừng, mã %ntm_code%.
echo.
echo Bấm một phím bất kỳ để đóng cửa sổ này.
pause >nul
popd
