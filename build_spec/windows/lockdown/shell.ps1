<#
Kiosk thay cho màn hình Windows của một tài khoản: phía sau kiosk không còn gì.
The kiosk in place of one account's desktop: behind it is nothing.

    shell.ps1 -Account kiosk -Way ShellLauncher    Windows Enterprise, Education, IoT Enterprise
    shell.ps1 -Account kiosk -Way AssignedAccess   also Windows Pro; run as SYSTEM (startup script, or psexec -s)
    shell.ps1 -Account kiosk -Way UserShell        any edition; the weakest: a value in the account's registry
    shell.ps1 -Account kiosk -Way … [-Read | -Undo]

Tài khoản không được là quản trị viên. Sau khi thoát kiosk: màn hình đen; Ctrl-Alt-Del để đăng xuất. Gỡ chương trình: -Undo trước.
The account must be no administrator. Behind a kiosk that was ended the screen is black: Ctrl-Alt-Del to log off. Undo this
before you remove the program. Not run on a Windows PC by us.
#>
param(
    [Parameter(Mandatory)][string]$Account,
    [Parameter(Mandatory)][ValidateSet('ShellLauncher', 'AssignedAccess', 'UserShell')][string]$Way,
    [string]$Program = "$env:ProgramFiles\HaiLong\kioskw.exe",
    [string]$Config = "$env:ProgramData\HaiLong\config.toml",
    [switch]$Read, [switch]$Undo
)
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\registry.ps1"
$words = "watch --config `"$Config`""
$sid = Get-Sid $Account
if (-not $Read) { Assert-Administrator }

function Use-ShellLauncher {
    $space = 'root\standardcimv2\embedded'
    if ($Read) {
        Get-CimInstance -Namespace $space -ClassName WESL_UserSetting | Select-Object 'Sid', 'Shell', 'DefaultAction'
        return
    }
    $class = [wmiclass]"\\localhost\${space}:WESL_UserSetting"
    if ($Undo) {
        $class.RemoveCustomShell($sid) | Out-Null
        if (-not (Get-CimInstance -Namespace $space -ClassName WESL_UserSetting)) { $class.SetEnabled($false) | Out-Null }
        return
    }
    Enable-WindowsOptionalFeature -Online -FeatureName Client-EmbeddedShellLauncher -All -NoRestart | Out-Null
    # A kiosk that somebody has ended (status 0) stays so, and a setup can replace it; any other end starts it again.
    $restartShell, $doNothing = 0, 3
    $class.SetDefaultShell('explorer.exe', $restartShell) | Out-Null
    $class.SetCustomShell($sid, "`"$Program`" $words", [int[]]@(0), [int[]]@($doNothing), $restartShell) | Out-Null
    $class.SetEnabled($true) | Out-Null
}

function Use-AssignedAccess {
    $space = 'root\cimv2\mdm\dmmap'
    $object = Get-CimInstance -Namespace $space -ClassName MDM_AssignedAccess
    if ($Read) { [Net.WebUtility]::HtmlDecode($object.Configuration); return }
    $id = '{4b1d2a3e-6f7c-4d58-9a0b-1c2d3e4f5a6b}'
    $escaped = $Program, $words, $Account | ForEach-Object { [Security.SecurityElement]::Escape($_) }
    $xml = @"
<?xml version="1.0" encoding="utf-8"?>
<AssignedAccessConfiguration xmlns="http://schemas.microsoft.com/AssignedAccess/2017/config"
  xmlns:rs5="http://schemas.microsoft.com/AssignedAccess/201810/config">
  <Profiles><Profile Id="$id">
    <AllAppsList><AllowedApps>
      <App DesktopAppPath="$($escaped[0])" rs5:AutoLaunch="true" rs5:AutoLaunchArguments="$($escaped[1])" />
    </AllowedApps></AllAppsList>
    <StartLayout><![CDATA[<LayoutModificationTemplate xmlns="http://schemas.microsoft.com/Start/2014/LayoutModification"
      xmlns:defaultlayout="http://schemas.microsoft.com/Start/2014/FullDefaultLayout" Version="1">
      <DefaultLayoutOverride><StartLayoutCollection><defaultlayout:StartLayout GroupCellWidth="6" />
      </StartLayoutCollection></DefaultLayoutOverride></LayoutModificationTemplate>]]></StartLayout>
    <Taskbar ShowTaskbar="false" />
  </Profile></Profiles>
  <Configs><Config><Account>$($escaped[2])</Account><DefaultProfile Id="$id" /></Config></Configs>
</AssignedAccessConfiguration>
"@
    $object.Configuration = if ($Undo) { $null } else { [Net.WebUtility]::HtmlEncode($xml) }
    Set-CimInstance -CimInstance $object
}

switch ($Way) {
    'ShellLauncher' { Use-ShellLauncher }
    'AssignedAccess' { Use-AssignedAccess }
    'UserShell' {
        $values = @(@{ Hive = 'User'; Key = 'Software\Microsoft\Windows NT\CurrentVersion\Winlogon'; Name = 'Shell'
                Wanted = "`"$Program`" $words"; What = 'màn hình Windows (desktop)' })
        Invoke-Values 'shell' $values $Account -Read:$Read -Undo:$Undo
    }
}
if (-not $Read) {
    # The shell starts the kiosk at logon, so the task does not; it stays, for setups to start the kiosk again.
    # Setups leave that so because of this value, and refuse to remove the program meanwhile.
    Set-Value 'HKLM:\SOFTWARE\HaiLong' 'Shell' $(if (-not $Undo) { $Way })
    $task = Get-ScheduledTask -TaskName 'HaiLong Kiosk' -ErrorAction SilentlyContinue
    if ($task) {
        $task.Triggers[0].Enabled = [bool]$Undo
        Set-ScheduledTask -InputObject $task | Out-Null
    }
}
