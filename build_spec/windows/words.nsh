; What people read, in both languages.
!macro Words NAME VI EN
  LangString ${NAME} ${LANG_VIETNAMESE} "${VI}"
  LangString ${NAME} ${LANG_ENGLISH} "${EN}"
!macroend

!insertmacro Words TooOld "Cần Windows 10 hoặc 11, 64 bit." "Windows 10 or 11, 64-bit, is needed."
!insertmacro Words NoAccount "Chưa biết tài khoản nào chạy kiosk: thêm /ACCOUNT=TÊN, hoặc /USER để cài cho riêng tài khoản này." "Nobody said which account runs the kiosk: add /ACCOUNT=NAME, or /USER to install for this account alone."
!insertmacro Words NoConfig "Không có tệp $Config; sửa đường dẫn sau /CONFIG=." "There is no file $Config; correct the path after /CONFIG=."
!insertmacro Words StillRuns "Kiosk vẫn đang chạy nên chưa thay đổi gì. Tắt ở trang quản trị (Thoát) rồi chạy lại." "The kiosk still runs, so nothing was changed. End it on the administrator's page and try again."
!insertmacro Words JournalChanged "Nhật ký không còn như trước, nên phiên bản trước đã được đặt lại. Chạy kiosk verify và báo nơi quản lý." "The journal was not as before, so the former version is back. Run kiosk verify and tell those who run the kiosks."
!insertmacro Words NoRights "Không đặt được quyền của $Data cho tài khoản $Account; kiểm tra tên tài khoản." "The rights of $Data can't be given to the account $Account; check its name."
!insertmacro Words NoTask "Không tạo được tác vụ tự chạy cho tài khoản $Account; kiểm tra tên tài khoản." "No task can be made that starts the kiosk for the account $Account; check its name."
!insertmacro Words NotSetUp "Đã cài nhưng chưa đăng ký được với máy chủ; chạy lại với mã mới, hoặc: kiosk setup." "It is installed, but not enrolled at the centre; run this again with a new code, or: kiosk setup."
!insertmacro Words NothingHere "Không có phiên bản nào trong $INSTDIR để quay lại hoặc gỡ." "There is no version in $INSTDIR to go back to or to remove."
!insertmacro Words NotWritten "Không ghi được tệp (đĩa đầy?), nên chưa thay đổi gì. Dọn ổ đĩa rồi chạy lại." "Files can't be written (is the disk full?), so nothing was changed. Make room and try again."
!insertmacro Words AccountTitle "Tài khoản chạy kiosk" "The account that runs the kiosk"
!insertmacro Words AccountText "Tài khoản Windows nào sẽ mở màn hình đánh giá? Chỉ tài khoản này và quản trị viên đọc được nhật ký. Không nên là quản trị viên." "Which Windows account will show the kiosk? It and administrators alone can read the journal. It should be no administrator."
!insertmacro Words un.StillUnsent "Chưa gỡ vì còn mục chưa gửi về máy chủ. Chạy kiosk sync --once, hoặc gỡ với /EXPORT=TỆP, hoặc /UNSENT=leave nếu đã biết." "Not removed, for entries are left that the centre does not have. Run kiosk sync --once, or remove with /EXPORT=FILE, or with /UNSENT=leave if that is known."
!insertmacro Words un.StillRuns "Kiosk vẫn đang chạy nên chưa thay đổi gì. Tắt ở trang quản trị (Thoát) rồi chạy lại." "The kiosk still runs, so nothing was changed. End it on the administrator's page and try again."
!insertmacro Words un.IsShell "Kiosk còn là màn hình Windows của một tài khoản, nên chưa gỡ. Chạy lockdown\shell.ps1 với -Undo trước." "Not removed, for the kiosk is still the shell of an account. Run lockdown\shell.ps1 with -Undo first."
