; The removal: not while the centre lacks something, and never of the data.

Function un.onInit
  SetRegView 64
  StrCpy $Everyone "1"
  ReadRegStr $R1 HKLM "${KEY}" "Folder"
  ${If} $R1 == $INSTDIR
    SetShellVarContext all
    ReadRegStr $Data HKLM "${KEY}" "Data"
  ${Else}
    StrCpy $Everyone ""
    SetShellVarContext current
    ReadRegStr $Data HKCU "${KEY}" "Data"
  ${EndIf}
  !insertmacro Speak 't "en"'
FunctionEnd

; /EXPORT=file writes what is not sent first; /UNSENT=leave: somebody knows, and wants it so.
Function un.Unsent
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/UNSENT=" $R1
  ${If} $R1 == "leave"
  ${OrIfNot} ${FileExists} "$Data\config.toml"
    Return
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/EXPORT=" $R1
  !insertmacro Run '"$INSTDIR\kiosk.exe" unsent --config "$Data\config.toml"'
  ${If} $Said != 0
  ${AndIf} $R1 == ""
    !insertmacro Stop ${UNSENT} "$(un.StillUnsent)"   ; the kiosk was not disturbed
  ${EndIf}
  Call un.StopKiosk
  !insertmacro Run '"$INSTDIR\kiosk.exe" unsent --config "$Data\config.toml"'
  ${If} $Said == 0
    Return
  ${EndIf}
  ${If} $R1 != ""
    !insertmacro Run '"$INSTDIR\kiosk.exe" export "$R1" --config "$Data\config.toml"'
    ${If} $Said == 0
      Return
    ${EndIf}
  ${EndIf}
  Call un.Resume
  !insertmacro Stop ${UNSENT} "$(un.StillUnsent)"
FunctionEnd

!macro ForgetUnder ROOT
  DeleteRegKey ${ROOT} "${REMOVAL}"
  DeleteRegKey ${ROOT} "${KEY}"
!macroend

Section "uninstall"
  ReadRegStr $R1 HKLM "${KEY}" "Shell"
  ${If} $R1 != ""   ; the account would be left without any screen
    !insertmacro Stop ${IS_SHELL} "$(un.IsShell)"
  ${EndIf}
  Call un.Unsent
  Call un.StopKiosk
  !insertmacro Run '"$SYSDIR\schtasks.exe" /Delete /F /TN "${TASK}"'
  DeleteRegValue HKCU "${RUN}" "${FOLDER}"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\previous"
  RMDir /r "$INSTDIR\aside"
  RMDir /r "$INSTDIR\lockdown"
  RMDir /r "$INSTDIR\licences"
  RMDir /r "$INSTDIR\examples"
  Delete "$INSTDIR\kiosk.exe"
  Delete "$INSTDIR\kioskw.exe"
  Delete "$INSTDIR\version.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\${NAME}"
  ${If} $Everyone == "1"
    !insertmacro ForgetUnder HKLM
  ${Else}
    !insertmacro ForgetUnder HKCU
    DeleteRegValue HKCU "Environment" "HAI_LONG_CONFIG"
  ${EndIf}
  !insertmacro Log "${VERSION}: removed; configuration and journal stay here"
SectionEnd
