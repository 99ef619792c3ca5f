@echo off
rem The operator's command on Windows, as ./lwa is elsewhere: builds what is not there, then runs it on an installed JDK 25.
setlocal
set "root=%~dp0"
set "root=%root:~0,-1%"
set "jar=%root%\lwa.jar"
set "options=%root%\lib\jvm.options"
if exist "%jar%" goto run

set "module=lwa-cli"
set "modules=lwa-cli"
for %%C in (demo play simulate bench) do if "%~1"=="%%C" (
  set "module=workbench"
  set "modules=workbench,infra-cdk"
)
set "jar=%root%\%module%\target\%module%.jar"
set "options=%root%\lwa-cli\jvm.options"
if exist "%jar%" goto run
echo Building LWA Rotation; the first time takes minutes, mostly downloads.>&2
call mvn --batch-mode --quiet -DskipTests -f "%root%\pom.xml" -pl %modules% -am package >&2 || exit /b 1

:run
set "java_home="
if exist "%root%\runtime\bin\java.exe" set "java_home=%root%\runtime"
if not defined java_home for /f "usebackq delims=" %%J in (`call "%root%\bin\java25.cmd" --home`) do set "java_home=%%J"
if not defined java_home exit /b 1
set /p java_options=<"%options%"
"%java_home%\bin\java" %java_options% "-Dlwa.home=%root%" -jar "%jar%" %*
exit /b %errorlevel%
