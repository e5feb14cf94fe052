<#
Máy không ngủ, màn hình không tắt, không có trình bảo vệ màn hình; cổng USB không bị ngắt điện.
The PC does not sleep, the screen stays on, there is no screen saver, USB ports keep their power.

    awake.ps1 -Account kiosk [-Read | -Undo]

-Undo: về kế hoạch nguồn trước đó. Goes back to the power plan that was active. Not run on a Windows PC by us.
#>
param([Parameter(Mandatory)][string]$Account, [switch]$Read, [switch]$Undo)
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\registry.ps1"

$values = @(
    @{ Hive = 'User'; Key = 'Control Panel\Desktop'; Name = 'ScreenSaveActive'; Wanted = '0'; What = 'bảo vệ màn hình (screen saver)' }
    @{ Hive = 'User'; Key = 'Control Panel\Desktop'; Name = 'ScreenSaverIsSecure'; Wanted = '0'; What = 'khóa khi nghỉ (lock)' }
)
Invoke-Values 'awake' $values $Account -Read:$Read -Undo:$Undo

$file = Join-Path $Kept 'power-plan.txt'

function Get-PlanIn([string]$Said) {
    $found = [regex]::Match($Said, '(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
    if (-not $found.Success) { throw "powercfg: $Said" }
    return $found.Value
}

if ($Read) {
    powercfg /getactivescheme
    powercfg /query SCHEME_CURRENT SUB_SLEEP STANDBYIDLE
    powercfg /query SCHEME_CURRENT SUB_VIDEO VIDEOIDLE
} elseif ($Undo) {
    if (Test-Path $file) {
        $former, $own = Get-Content $file
        powercfg /setactive $former
        powercfg /delete $own
        Remove-Item $file
    }
} elseif (-not (Test-Path $file)) {
    $former = Get-PlanIn (powercfg /getactivescheme)
    $own = Get-PlanIn (powercfg /duplicatescheme $former)
    Set-Content -Path $file -Value $former, $own
    powercfg /changename $own 'Hài Lòng'
    powercfg /setactive $own
    powercfg /change standby-timeout-ac 0
    powercfg /change hibernate-timeout-ac 0
    powercfg /change monitor-timeout-ac 0
    powercfg /change disk-timeout-ac 0
    # USB selective suspend, off
    powercfg /setacvalueindex $own 2a737441-1930-4402-8d77-b2bebba308a3 48e6b7a6-50f5-4782-a5d4-53bb8f07e226 0
    powercfg /setactive $own
}
