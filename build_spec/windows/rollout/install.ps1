<#
Cài kiosk trên máy đang chạy kịch bản này: cho Group Policy (Startup Script) hoặc PDQ Deploy.
Installs the kiosk on the PC that runs this: for Group Policy (a startup script) or PDQ Deploy.

    install.ps1 -Share \\server\kiosk -Account kiosk

Thư mục chung có bộ cài, config.toml chung, pin.txt (PIN quản trị), và codes.csv (pc,code): mỗi máy một mã của máy chủ.
Chỉ máy quầy (Domain Computers) được đọc thư mục đó.
The share has the setup, one config.toml for all, pin.txt (the administrator's PIN), and codes.csv (pc,code): a code of the
centre for each PC. Let nobody but the PCs (Domain Computers) read it.
Chạy lại không hại gì: máy đã có đúng phiên bản thì bỏ qua. It may run again: a PC that has this version is left alone.
Not run on a Windows PC by us.
#>
param([Parameter(Mandatory)][string]$Share, [Parameter(Mandatory)][string]$Account)
$ErrorActionPreference = 'Stop'

function Get-Version([string]$Name) { return [version]($Name -split '-')[2] }   # of hai-long-1.2.3-setup.exe

$setup = Get-ChildItem -Path $Share -Filter 'hai-long-*-setup.exe' | Sort-Object { Get-Version $_.Name } | Select-Object -Last 1
if (-not $setup) { throw "Không có bộ cài trong $Share. There is no setup in $Share." }
$key = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\HaiLong'
$here = (Get-ItemProperty $key -ErrorAction SilentlyContinue).DisplayVersion
$isSetUp = Test-Path "$env:ProgramData\HaiLong\config.toml"
if ($isSetUp -and $here -and [version]$here -ge (Get-Version $setup.Name)) { exit 0 }

$words = @('/S', "/ACCOUNT=`"$Account`"")
if (-not $isSetUp) {
    $row = Import-Csv (Join-Path $Share 'codes.csv') | Where-Object { $_.pc -eq $env:COMPUTERNAME }
    if (-not $row) { throw "codes.csv không có máy $env:COMPUTERNAME. codes.csv lacks the PC $env:COMPUTERNAME." }
    $words += "/CONFIG=`"$Share\config.toml`"", "/CODE=$($row.code)", "/PINFILE=`"$Share\pin.txt`""
}
$done = Start-Process -FilePath $setup.FullName -ArgumentList $words -Wait -PassThru
exit $done.ExitCode
