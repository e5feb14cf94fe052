; The program's files: replaced as a whole, the former ones kept, the journal looked at before and after.

; Into the log that IT reads, beside the journal.
!macro Log TEXT
  FileOpen $R8 "$Data\setup.log" a
  FileSeek $R8 0 END
  FileWriteUTF16LE $R8 `${TEXT}$\r$\n`
  FileClose $R8
!macroend

; End with an exit status and the sentence that says why.
!macro Stop STATUS TEXT
  !insertmacro Log "${VERSION}: ${STATUS} ${TEXT}"
  MessageBox MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel ${STATUS}
  Quit
!macroend

; Run a program without a window; $Said is its exit status, or "error". What a program says that fails is logged.
!macro Run COMMAND
  nsExec::ExecToStack `${COMMAND}`
  Pop $Said
  Pop $Told
  ${If} $Said != 0
    !insertmacro Log `${COMMAND}: $Said $Told`
  ${EndIf}
!macroend

; In which language the kiosk's own programs speak: 't "en"', or 'p 0' for that of this PC.
!macro Speak LANGUAGE
  System::Call 'kernel32::SetEnvironmentVariable(t "HAI_LONG_LANGUAGE", ${LANGUAGE})'
!macroend

!macro ForBoth UN
  ; For the machine in the session of the kiosk's account, if that is logged on.
  Function ${UN}Start
    ${If} ${FileExists} "$Data\config.toml"
      !insertmacro Run '"$SYSDIR\schtasks.exe" /Run /TN "${TASK}"'
      ${If} $Said != 0
      ${AndIf} $Everyone == ""
        !insertmacro Speak 'p 0'
        Exec '"$INSTDIR\kioskw.exe" watch --config "$Data\config.toml"'
      ${EndIf}
    ${EndIf}
  FunctionEnd

  ; After something that was not done: as StopKiosk found it.
  Function ${UN}Resume
    !insertmacro Run '"$SYSDIR\schtasks.exe" /Change /TN "${TASK}" /ENABLE'
    Call ${UN}Start
  FunctionEnd

  ; The kiosk ends by itself, within two minutes, and lets whoever rates finish; else nothing is touched.
  Function ${UN}StopKiosk
    !insertmacro Run '"$SYSDIR\schtasks.exe" /Change /TN "${TASK}" /DISABLE'
    ${If} ${FileExists} "$Data\config.toml"
      !insertmacro Run '"$INSTDIR\kiosk.exe" stop --config "$Data\config.toml"'
    ${EndIf}
    ClearErrors
    FileOpen $9 "$INSTDIR\kioskw.exe" a
    ${If} ${Errors}
      !insertmacro Run '"$SYSDIR\schtasks.exe" /Change /TN "${TASK}" /ENABLE'
      !insertmacro Stop ${RUNS} "$(${UN}StillRuns)"
    ${EndIf}
    FileClose $9
  FunctionEnd
!macroend
!insertmacro ForBoth ""
!insertmacro ForBoth "un."

; The program that wrote the journal is asked, while it is still here.
Function LookAtJournal
  !insertmacro Run '"$INSTDIR\kiosk.exe" verify --config "$Data\config.toml"'
  ${If} $Said == 0
    StrCpy $Sound "1"
  ${EndIf}
FunctionEnd

; Configuration and journal as they were before this upgrade; of the one before it no more than the program is kept.
Function KeepCopy
  RMDir /r "$Data\before-upgrade"
  ClearErrors
  CreateDirectory "$Data\before-upgrade"
  ${If} ${FileExists} "$Data\config.toml"
    CopyFiles /SILENT "$Data\config.toml" "$Data\before-upgrade"
  ${EndIf}
  ${If} ${FileExists} "$Data\var\*.*"
    CopyFiles /SILENT "$Data\var" "$Data\before-upgrade"
  ${EndIf}
  ${If} ${Errors}
    Call Resume
    !insertmacro Stop ${NOT_WRITTEN} "$(NotWritten)"
  ${EndIf}
FunctionEnd

!macro MoveOne NAME FROM TO
  ${If} ${FileExists} "${FROM}\${NAME}"
    Rename "${FROM}\${NAME}" "${TO}\${NAME}"
  ${EndIf}
!macroend

!macro Move FROM TO
  CreateDirectory "${TO}"
  !insertmacro MoveOne "kiosk.exe" "${FROM}" "${TO}"
  !insertmacro MoveOne "kioskw.exe" "${FROM}" "${TO}"
  !insertmacro MoveOne "uninstall.exe" "${FROM}" "${TO}"
  !insertmacro MoveOne "version.txt" "${FROM}" "${TO}"
  !insertmacro MoveOne "_internal" "${FROM}" "${TO}"
  !insertmacro MoveOne "lockdown" "${FROM}" "${TO}"
!macroend

; All of the program, or, where something of it is in use, nothing.
Function MoveAside
  RMDir /r "$INSTDIR\aside"
  ClearErrors
  !insertmacro Move "$INSTDIR" "$INSTDIR\aside"
  ${If} ${Errors}
    !insertmacro Move "$INSTDIR\aside" "$INSTDIR"
    Call Resume
    !insertmacro Stop ${RUNS} "$(StillRuns)"
  ${EndIf}
FunctionEnd

Function PutProgram
  RMDir /r "$INSTDIR\examples"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
FunctionEnd

; The tables of this version, and every entry as before; else the former version comes back.
Function CarryJournal
  !insertmacro Run '"$INSTDIR\kiosk.exe" migrate --config "$Data\config.toml"'
  ${If} $Said != 0
  ${AndIf} $Sound == "1"
    Call ComeBack
    !insertmacro Stop ${JOURNAL_CHANGED} "$(JournalChanged)"
  ${EndIf}
  RMDir /r "$INSTDIR\previous"
  Rename "$INSTDIR\aside" "$INSTDIR\previous"
FunctionEnd

; After an upgrade that failed: the former program where it was, with the journal as that has it.
Function ComeBack
  SetOutPath "$INSTDIR"   ; Windows removes no folder that a program stands in
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\lockdown"
  Delete "$INSTDIR\kiosk.exe"
  Delete "$INSTDIR\kioskw.exe"
  Delete "$INSTDIR\uninstall.exe"
  Delete "$INSTDIR\version.txt"
  !insertmacro Move "$INSTDIR\aside" "$INSTDIR"
  RMDir "$INSTDIR\aside"
  !insertmacro Run '"$INSTDIR\kiosk.exe" migrate --config "$Data\config.toml"'
  Call Resume
FunctionEnd

; A file could not be written: the disk is full.
Function .onInstFailed
  !insertmacro Log "${VERSION}: ${NOT_WRITTEN} $(NotWritten)"
  ${If} ${FileExists} "$INSTDIR\aside\kiosk.exe"
    Call ComeBack
  ${EndIf}
  SetErrorLevel ${NOT_WRITTEN}
FunctionEnd

; /BACK: the version before this one, with every entry that was written since.
Function GoBack
  ${IfNot} ${FileExists} "$INSTDIR\previous\kiosk.exe"
    !insertmacro Stop ${NOTHING_BEFORE} "$(NothingHere)"
  ${EndIf}
  Call StopKiosk
  Call MoveAside
  !insertmacro Move "$INSTDIR\previous" "$INSTDIR"
  !insertmacro Run '"$INSTDIR\kiosk.exe" migrate --config "$Data\config.toml"'
  ${If} $Said != 0
  ${AndIf} ${FileExists} "$Data\config.toml"
    !insertmacro Move "$INSTDIR" "$INSTDIR\previous"
    !insertmacro Move "$INSTDIR\aside" "$INSTDIR"
    RMDir "$INSTDIR\aside"
    !insertmacro Run '"$INSTDIR\kiosk.exe" migrate --config "$Data\config.toml"'
    Call Resume
    !insertmacro Stop ${JOURNAL_CHANGED} "$(JournalChanged)"
  ${EndIf}
  RMDir /r "$INSTDIR\aside"
  RMDir "$INSTDIR\previous"
  Call Register
  !insertmacro Run '"$SYSDIR\schtasks.exe" /Change /TN "${TASK}" /ENABLE'
  ${If} $NoStart == ""
    Call Start
  ${EndIf}
  !insertmacro Log "$R4: came back"
FunctionEnd
