# What the other scripts share: a table of registry values that is read, set, and put back as it was.
# A value: Hive (Machine, or User: of the kiosk's account), Key, Name, Wanted (a DWORD, or a text), What.
# These files begin with a byte order mark: without it Windows PowerShell reads Vietnamese as quotation marks.

$Kept = Join-Path $env:ProgramData 'HaiLong\lockdown'

function Assert-Administrator {
    $me = [Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()
    if (-not $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
        throw 'Chạy bằng quyền quản trị. Run this as administrator.'
    }
}

function Get-Sid([string]$Account) {
    return ([Security.Principal.NTAccount]$Account).Translate([Security.Principal.SecurityIdentifier]).Value
}

# The registry of an account, loaded from its profile where nobody is logged on by that name.
function Use-AccountRegistry([string]$Sid, [scriptblock]$Work) {
    if (Test-Path "Registry::HKEY_USERS\$Sid") { & $Work "Registry::HKEY_USERS\$Sid"; return }
    $known = "HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\$Sid"
    $folder = Get-Present $known 'ProfileImagePath'
    if (-not $folder) { throw 'Tài khoản này chưa đăng nhập lần nào. This account has never logged on: log on once, then again.' }
    reg.exe load 'HKU\HaiLongLockdown' (Join-Path $folder 'NTUSER.DAT') | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "Không mở được hồ sơ $folder. The profile $folder can't be loaded." }
    try { & $Work 'Registry::HKEY_USERS\HaiLongLockdown' }
    finally {
        # A profile that stays loaded shuts its owner out, and what PowerShell still holds open keeps it so.
        [GC]::Collect()
        [GC]::WaitForPendingFinalizers()
        reg.exe unload 'HKU\HaiLongLockdown' | Out-Null
        if ($LASTEXITCODE -ne 0) { Write-Warning 'Khởi động lại máy trước khi đăng nhập. Restart the PC before that account logs on.' }
    }
}

function Get-Present([string]$Path, [string]$Name) {
    $item = Get-ItemProperty -Path $Path -Name $Name -ErrorAction SilentlyContinue
    if ($null -eq $item) { return $null }
    return $item.$Name
}

function Set-Value([string]$Path, [string]$Name, $Value) {
    if ($null -eq $Value) { Remove-ItemProperty -Path $Path -Name $Name -ErrorAction SilentlyContinue; return }
    if (-not (Test-Path $Path)) { New-Item -Path $Path -Force | Out-Null }
    $type = if ($Value -is [string]) { 'String' } else { 'DWord' }
    New-ItemProperty -Path $Path -Name $Name -Value $Value -PropertyType $type -Force | Out-Null
}

# Read: say what is. Set: keep what was, then set what is wanted. Undo: put back what was.
function Invoke-Values([string]$Part, [array]$Values, [string]$Account, [switch]$Read, [switch]$Undo) {
    if (-not $Read) { Assert-Administrator }
    $sid = if ($Account) { Get-Sid $Account } else { 'machine' }
    $file = Join-Path $Kept "$Part-$sid.json"
    $before = if (Test-Path $file) { Get-Content $file -Raw | ConvertFrom-Json } else { @() }
    $work = {
        param($UserRoot)
        $remembered = @()
        foreach ($one in $Values) {
            $root = if ($one.Hive -eq 'User') { $UserRoot } else { 'HKLM:' }
            $one.Path = Join-Path $root $one.Key
            $now = Get-Present $one.Path $one.Name
            $was = $before | Where-Object { $_.Hive -eq $one.Hive -and $_.Key -eq $one.Key -and $_.Name -eq $one.Name }
            if ($Read) {
                $word = if ($now -eq $one.Wanted) { 'ok  ' } else { 'MỞ  ' }
                Write-Output ('{0} {1}: {2}\{3} = {4}' -f $word, $one.What, $one.Key, $one.Name, $now)
            } elseif ($Undo) {
                if ($was) { Set-Value $one.Path $one.Name $was.Value }
            } else {
                if (-not $was) { $was = [pscustomobject]@{ Hive = $one.Hive; Key = $one.Key; Name = $one.Name; Value = $now } }
                $remembered += $was
            }
        }
        if ($Read -or $Undo) { return }
        New-Item -ItemType Directory -Path $Kept -Force | Out-Null
        ConvertTo-Json $remembered | Set-Content -Path $file -Encoding UTF8   # before anything is set
        foreach ($one in $Values) { Set-Value $one.Path $one.Name $one.Wanted }
    }
    if ($Account) { Use-AccountRegistry $sid $work } else { & $work $null }
    if ($Undo) { Remove-Item $file -ErrorAction SilentlyContinue }
}
