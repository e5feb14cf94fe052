; The setup of the kiosk for 64-bit Windows. docs/windows.md tells its switches and exit statuses.
; makensis -DVERSION=1.2.3 -DSOURCE=dist/windows/kiosk -DTARGET=setup.exe -DICON=kiosk.ico [-DSIGNER=program] setup.nsi
Unicode true
Target amd64-unicode                ; a 32-bit setup would put a 64-bit program into the wrong places
SetCompressor /SOLID lzma
RequestExecutionLevel highest

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "nsDialogs.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define NAME "Hài Lòng"
!define FOLDER "HaiLong"
!define TASK "HaiLong Kiosk"
!define KEY "Software\HaiLong"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\HaiLong"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
; Exit statuses: 2 wrong use, and
!define TOO_OLD 3
!define RUNS 4
!define UNSENT 5
!define JOURNAL_CHANGED 6
!define NO_RIGHTS 7
!define NOTHING_BEFORE 8
!define NOT_WRITTEN 9
!define IS_SHELL 10

Name "${NAME} ${VERSION}"
OutFile "${TARGET}"
InstallDir ""
AllowSkipFiles off
!ifdef SIGNER
  !finalize '${SIGNER} "%1"'
  !uninstfinalize '${SIGNER} "%1"'
!endif
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey FileDescription "${NAME} ${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey CompanyName "${NAME}"
VIAddVersionKey LegalCopyright "${NAME}"

Var Everyone      ; "1" for the machine, "" for this user alone
Var Data          ; where configuration, journal and logs are
Var Account       ; who runs the kiosk
Var Config        ; a configuration to begin with
Var Code          ; the centre's one-time code
Var PinFile       ; a file with the administrator's PIN
Var NoStart
Var Refused       ; "1" where this PC could not be enrolled
Var Sound         ; "1" where the journal was what its hashes say before anything was touched
Var Said
Var Told

!include "program.nsh"
!include "autostart.nsh"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION SetUp
!insertmacro MUI_PAGE_WELCOME
Page custom AskAccount TakeAccount
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_LANGUAGE "English"
!include "words.nsh"

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    !insertmacro Stop ${TOO_OLD} "$(TooOld)"
  ${EndIf}
  SetRegView 64
  InitPluginsDir
  !insertmacro Speak 't "en"'   ; what is logged passes any code page
  Call ReadSwitches
  Call FindPlaces
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/BACK" $R1
  ${IfNot} ${Errors}
    Call GoBack
    SetErrorLevel 0
    Quit
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/REMOVE" $R1
  ${IfNot} ${Errors}
    Call Remove
  ${EndIf}
  ${If} ${Silent}
  ${AndIf} $Everyone == "1"
  ${AndIf} $Account == ""
    !insertmacro Stop 2 "$(NoAccount)"
  ${EndIf}
FunctionEnd

; /USER: for this user alone, without an administrator. The others: see docs/windows.md.
Function ReadSwitches
  ${GetParameters} $R0
  StrCpy $Everyone "1"
  UserInfo::GetAccountType
  Pop $R1
  ${If} $R1 != "Admin"
    StrCpy $Everyone ""
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/USER" $R1
  ${IfNot} ${Errors}
    StrCpy $Everyone ""
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/NOSTART" $R1
  ${IfNot} ${Errors}
    StrCpy $NoStart "1"
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/ACCOUNT=" $Account
  ClearErrors
  ${GetOptions} $R0 "/CODE=" $Code
  ClearErrors
  ${GetOptions} $R0 "/PINFILE=" $PinFile
  ClearErrors
  ${GetOptions} $R0 "/CONFIG=" $Config
  ${If} $Config != ""
  ${AndIfNot} ${FileExists} "$Config"
    !insertmacro Stop 2 "$(NoConfig)"
  ${EndIf}
FunctionEnd

; Where a former setup has put it, else where Windows keeps such things.
Function FindPlaces
  ${If} $Everyone == "1"
    SetShellVarContext all
    ReadRegStr $R1 HKLM "${KEY}" "Folder"
    ReadRegStr $R2 HKLM "${KEY}" "Account"
    StrCpy $R3 "$PROGRAMFILES64\${FOLDER}"
    StrCpy $Data "$APPDATA\${FOLDER}"
  ${Else}
    SetShellVarContext current
    ReadRegStr $R1 HKCU "${KEY}" "Folder"
    StrCpy $R2 ""
    StrCpy $R3 "$LOCALAPPDATA\Programs\${FOLDER}"
    StrCpy $Data "$LOCALAPPDATA\${FOLDER}"
  ${EndIf}
  ${If} $INSTDIR == ""
    StrCpy $INSTDIR $R1
  ${EndIf}
  ${If} $INSTDIR == ""
    StrCpy $INSTDIR $R3
  ${EndIf}
  ${If} $Account == ""
    StrCpy $Account $R2
  ${EndIf}
FunctionEnd

Function AskAccount
  ${If} $Everyone != "1"
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(AccountTitle)" ""
  nsDialogs::Create 1018
  Pop $R0
  ${NSD_CreateLabel} 0 0 100% 40u "$(AccountText)"
  Pop $R0
  ${NSD_CreateText} 0 48u 60% 14u "$Account"
  Pop $R9
  nsDialogs::Show
FunctionEnd

Function TakeAccount
  ${NSD_GetText} $R9 $Account
  ${If} $Account == ""
    Abort   ; the page stays; whoever installs is an administrator, so no name is proposed
  ${EndIf}
FunctionEnd

Section "install"
  CreateDirectory "$Data"
  ${If} $Everyone == "1"
    Call OwnRights
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\kiosk.exe"
    Call StopKiosk
    Call LookAtJournal
    Call KeepCopy
    Call MoveAside
    Call PutProgram
    Call CarryJournal
  ${Else}
    Call PutProgram
  ${EndIf}
  Call Register
  Call Autostart
  Call Configure
  ${If} $NoStart == ""
    Call Start
  ${EndIf}
  !insertmacro Log "${VERSION}: installed"
  ${If} $Refused == "1"
    !insertmacro Stop 2 "$(NotSetUp)"
  ${EndIf}
SectionEnd

; From the last page, on a PC that has no configuration: its screens with this account's rights, the kiosk without.
Function SetUp
  HideWindow
  ${IfNot} ${FileExists} "$Data\config.toml"
    !insertmacro Speak 'p 0'
    ExecWait '"$INSTDIR\kioskw.exe" setup --no-start --config "$Data\config.toml"'
  ${EndIf}
  Call Start
FunctionEnd

; The journal's folder is the kiosk's account's and the administrators' alone.
Function OwnRights
  !insertmacro Run '"$SYSDIR\icacls.exe" "$Data" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F "$Account:(OI)(CI)M"'
  ${If} $Said != 0
    !insertmacro Stop ${NO_RIGHTS} "$(NoRights)"
  ${EndIf}
FunctionEnd

; A configuration that is there stays, unless another one is given by /CONFIG=; then the old one is kept beside it.
; The one beside the setup is for a PC that has none.
Function Configure
  ${If} $Config == ""
  ${AndIf} ${FileExists} "$EXEDIR\config.toml"
  ${AndIfNot} ${FileExists} "$Data\config.toml"
    StrCpy $Config "$EXEDIR\config.toml"
  ${EndIf}
  StrCpy $R1 '"$INSTDIR\kiosk.exe" setup --unattended --no-start --config "$Data\config.toml"'
  ${If} $Config != ""
    ${If} ${FileExists} "$Data\config.toml"
      CopyFiles /SILENT "$Data\config.toml" "$Data\config.toml.before"
    ${EndIf}
    ${If} $Code == ""
      CopyFiles /SILENT "$Config" "$Data\config.toml"
    ${Else}
      StrCpy $R1 '$R1 --config-from "$Config"'
    ${EndIf}
  ${EndIf}
  ${If} $Code != ""
    System::Call 'kernel32::SetEnvironmentVariable(t "HAI_LONG_SETUP_ENROL", t "$Code")'   ; in no list of processes
    ${If} $PinFile != ""
      StrCpy $R1 '$R1 --admin-pin-file "$PinFile"'
    ${EndIf}
    !insertmacro Run '$R1'
    ${If} $Said != 0
      StrCpy $Refused "1"
    ${EndIf}
  ${EndIf}
FunctionEnd

!macro RegisterUnder ROOT
  WriteRegStr ${ROOT} "${KEY}" "Folder" "$INSTDIR"
  WriteRegStr ${ROOT} "${KEY}" "Data" "$Data"
  WriteRegStr ${ROOT} "${KEY}" "Account" "$Account"
  WriteRegStr ${ROOT} "${REMOVAL}" "DisplayName" "${NAME}"
  WriteRegStr ${ROOT} "${REMOVAL}" "DisplayVersion" "$R4"
  WriteRegStr ${ROOT} "${REMOVAL}" "DisplayIcon" "$INSTDIR\kioskw.exe"
  WriteRegStr ${ROOT} "${REMOVAL}" "Publisher" "${NAME}"
  WriteRegStr ${ROOT} "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr ${ROOT} "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr ${ROOT} "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD ${ROOT} "${REMOVAL}" "NoModify" 1
  WriteRegDWORD ${ROOT} "${REMOVAL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $R5 $R6 $R7
  WriteRegDWORD ${ROOT} "${REMOVAL}" "EstimatedSize" $R5
!macroend

Function Register
  FileOpen $R3 "$INSTDIR\version.txt" r
  FileRead $R3 $R4
  FileClose $R3
  ${If} $Everyone == "1"
    !insertmacro RegisterUnder HKLM
  ${Else}
    !insertmacro RegisterUnder HKCU
    WriteRegStr HKCU "Environment" "HAI_LONG_CONFIG" "$Data\config.toml"
  ${EndIf}
  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortcut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\kioskw.exe" 'watch --config "$Data\config.toml"'
FunctionEnd

; /REMOVE: as uninstall.exe does, but waiting for it, so that its exit status is ours.
Function Remove
  ${IfNot} ${FileExists} "$INSTDIR\uninstall.exe"
    !insertmacro Stop ${NOTHING_BEFORE} "$(NothingHere)"
  ${EndIf}
  ExecWait '"$INSTDIR\uninstall.exe" $R0 _?=$INSTDIR' $R2
  ${If} $R2 == 0
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
  ${EndIf}
  SetErrorLevel $R2
  Quit
FunctionEnd

!include "removal.nsh"
