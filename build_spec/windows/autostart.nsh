; A scheduled task starts `kiosk watch` when the account logs on, and tries again each minute where it can't be
; started (MS-TSCH 2.5.4.2; at most 255 times). What fails later is the watchdog's; where that is killed itself, the
; kiosk goes on without one, and under Shell Launcher gets another. Where
; lockdown\shell.ps1 has made the kiosk that account's shell, the shell starts it, and the task only after a setup.

!macro Line TEXT
  FileWriteUTF16LE $R1 `${TEXT}$\r$\n`
!macroend

Function Autostart
  StrCpy $R2 $Account
  ${If} $R2 == ""
    ReadEnvStr $R2 USERNAME
  ${EndIf}
  ReadRegStr $R5 HKLM "${KEY}" "Shell"
  StrCpy $R3 "true"
  ${If} $R5 != ""
    StrCpy $R3 "false"
  ${EndIf}
  FileOpen $R1 "$PLUGINSDIR\task.xml" w
  FileWriteUTF16LE /BOM $R1 `<?xml version="1.0" encoding="UTF-16"?>$\r$\n`
  !insertmacro Line `<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">`
  !insertmacro Line `<Triggers><LogonTrigger><Enabled>$R3</Enabled><UserId>$R2</UserId></LogonTrigger></Triggers>`
  !insertmacro Line `<Principals><Principal id="Author"><UserId>$R2</UserId><LogonType>InteractiveToken</LogonType>`
  !insertmacro Line `<RunLevel>LeastPrivilege</RunLevel></Principal></Principals>`
  !insertmacro Line `<Settings><MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>`
  !insertmacro Line `<DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>`
  !insertmacro Line `<StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>`
  !insertmacro Line `<ExecutionTimeLimit>PT0S</ExecutionTimeLimit><Priority>5</Priority>`
  !insertmacro Line `<RestartOnFailure><Interval>PT1M</Interval><Count>255</Count></RestartOnFailure></Settings>`
  !insertmacro Line `<Actions Context="Author"><Exec><Command>$INSTDIR\kioskw.exe</Command>`
  !insertmacro Line `<Arguments>watch --config "$Data\config.toml"</Arguments></Exec></Actions></Task>`
  FileClose $R1
  !insertmacro Run '"$SYSDIR\schtasks.exe" /Create /F /TN "${TASK}" /XML "$PLUGINSDIR\task.xml"'
  ${If} $Said == 0
    DeleteRegValue HKCU "${RUN}" "${FOLDER}"
  ${ElseIf} $Everyone == ""   ; Windows may not let a plain user make such a task
    WriteRegStr HKCU "${RUN}" "${FOLDER}" '"$INSTDIR\kioskw.exe" watch --config "$Data\config.toml"'
  ${Else}
    !insertmacro Stop ${NO_RIGHTS} "$(NoTask)"
  ${EndIf}
FunctionEnd
