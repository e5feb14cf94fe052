<#
Đóng các lối ra khỏi kiosk: vuốt từ mép, chạm giữ, phím Windows, Task Manager, khóa máy.
Closes the ways out of the kiosk: edge swipes, press-and-hold, Windows keys, Task Manager, lock screen.

    ways-out.ps1 -Account kiosk          set them for this account
    ways-out.ps1 -Account kiosk -Read    say what is, change nothing
    ways-out.ps1 -Account kiosk -Undo    put back what was before

Đăng xuất rồi đăng nhập lại để có hiệu lực. Log off and on again for it to hold. Not run on a Windows PC by us.
Riêng phím Windows (mở Start) chỉ hết tác dụng khi có shell.ps1. The bare Windows key, which opens Start, needs shell.ps1.
#>
param([Parameter(Mandatory)][string]$Account, [switch]$Read, [switch]$Undo)
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\registry.ps1"

$policies = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Policies'
$values = @(
    @{ Hive = 'Machine'; Key = 'SOFTWARE\Policies\Microsoft\Windows\EdgeUI'; Name = 'AllowEdgeSwipe'; Wanted = 0; What = 'vuốt từ mép (edge swipe)' }
    @{ Hive = 'User'; Key = 'Software\Microsoft\Wisp\Touch'; Name = 'TouchMode_hold'; Wanted = 0; What = 'chạm giữ (press-and-hold)' }
    @{ Hive = 'User'; Key = 'Control Panel\Desktop'; Name = 'TouchGestureSetting'; Wanted = 0; What = 'cử chỉ nhiều ngón (three-finger gestures)' }
    @{ Hive = 'User'; Key = "$policies\Explorer"; Name = 'NoWinKeys'; Wanted = 1; What = 'phím Windows (Windows keys)' }
    @{ Hive = 'User'; Key = "$policies\System"; Name = 'DisableTaskMgr'; Wanted = 1; What = 'Task Manager' }
    @{ Hive = 'User'; Key = "$policies\System"; Name = 'DisableLockWorkstation'; Wanted = 1; What = 'khóa máy (lock)' }
    @{ Hive = 'User'; Key = "$policies\System"; Name = 'DisableChangePassword'; Wanted = 1; What = 'đổi mật khẩu (change password)' }
    @{ Hive = 'User'; Key = 'Software\Policies\Microsoft\Windows\Explorer'; Name = 'DisableNotificationCenter'; Wanted = 1; What = 'trung tâm thông báo (notification centre)' }
    @{ Hive = 'User'; Key = 'Software\Policies\Microsoft\Windows\CurrentVersion\PushNotifications'; Name = 'NoToastApplicationNotification'; Wanted = 1; What = 'thông báo trên màn hình (notifications)' }
)
Invoke-Values 'ways-out' $values $Account -Read:$Read -Undo:$Undo
