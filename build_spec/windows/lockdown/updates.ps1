<#
Windows Update không khởi động lại máy trong giờ làm việc: giờ hoạt động 6–22, cài lúc 3 giờ sáng.
Windows Update does not restart the PC at work: active hours 6 to 22, installation at three in the night.

    updates.ps1 [-Read | -Undo]

Bản vá vẫn được cài, nhưng chỉ xong khi có người khởi động lại hoặc tắt máy: hãy tắt máy mỗi tối.
Updates are still installed, but complete only when somebody restarts the PC: have it switched off each evening.
Not run on a Windows PC by us.
#>
param([switch]$Read, [switch]$Undo)
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\registry.ps1"

$update = 'SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate'
$values = @(
    @{ Hive = 'Machine'; Key = "$update\AU"; Name = 'NoAutoRebootWithLoggedOnUsers'; Wanted = 1; What = 'tự khởi động lại (restart)' }
    @{ Hive = 'Machine'; Key = "$update\AU"; Name = 'AUOptions'; Wanted = 4; What = 'cài theo lịch (scheduled)' }
    @{ Hive = 'Machine'; Key = "$update\AU"; Name = 'ScheduledInstallDay'; Wanted = 0; What = 'mỗi ngày (each day)' }
    @{ Hive = 'Machine'; Key = "$update\AU"; Name = 'ScheduledInstallTime'; Wanted = 3; What = 'lúc 3 giờ (at three)' }
    @{ Hive = 'Machine'; Key = $update; Name = 'SetActiveHours'; Wanted = 1; What = 'giờ hoạt động (active hours)' }
    @{ Hive = 'Machine'; Key = $update; Name = 'ActiveHoursStart'; Wanted = 6; What = 'từ (from)' }
    @{ Hive = 'Machine'; Key = $update; Name = 'ActiveHoursEnd'; Wanted = 22; What = 'đến (to)' }
)
Invoke-Values 'updates' $values '' -Read:$Read -Undo:$Undo
