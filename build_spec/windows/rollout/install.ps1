<#
Cài kiosk trên máy đang chạy kịch bản này: cho Group Policy (Startup Script) hoặc PDQ Deploy.
Installs the kiosk on the PC that runs this: for Group Policy (a startup script) or PDQ Deploy.

    install.ps1 -Share \\server\kiosk -Account kiosk

Thư mục chung có bộ cài, config.toml chung, pin.txt (PIN quản trị), và codes.csv (máy,mã): mỗi máy một mã của máy chủ.
The share has the setup, one config.toml for all, pin.txt (the administrator's PIN), and codes.csv (pc,code): a code of the centre for each PC.
Chạy lại không hại gì: máy đã có đúng phiên bản thì bỏ qua. It may run again: a PC that has this version is left alone.
Not run on a Windows PC by us.
#>
param([Parameter(Mandatory)][string]$Share, [Parameter(Mandatory)][string]$Account)
$ErrorActionPreference = 'Stop'

$setup = Get-ChildItem -Path $Share -Filter 'hai-long-*-setup.exe' | Sort-Object { [version]($_.Name -replace '[^0-9.]|\.exe$', '').Trim('.') } | Select-Object -Last 1
$wanted = ($setup.Name -split '-')[2]
$key = 'HKLM:\Software\Microsoft\Windows\CurrentVersion\Uninstall\HaiLong'
$here = (Get-ItemProperty $key -ErrorAction SilentlyContinue).DisplayVersion
if ($here -eq $wanted) { exit 0 }

$words = @('/S', "/ACCOUNT=$Account")
if (-not $here) {
    $row = Import-Csv (Join-Path $Share 'codes.csv') | Where-Object { $_.pc -eq $env:COMPUTERNAME }
    if (-not $row) { Write-Error "codes.csv: $env:COMPUTERNAME ?"; exit 2 }
    $words += "/CONFIG=$Share\config.toml", "/CODE=$($row.code)", "/PINFILE=$Share\pin.txt"
}
$done = Start-Process -FilePath $setup.FullName -ArgumentList $words -Wait -PassThru
exit $done.ExitCode
