@echo off
rem bin/java25 for Windows: `bin\java25.cmd --home` prints the folder of an installed JDK 25 or newer, `bin\java25.cmd -version` runs its java.
rem Looks at LWA_JAVA_HOME, JAVA_HOME, JAVA25_HOME, JDK_25_HOME, the java on the PATH and the usual places of installers, in this order.
setlocal
set "home="
call :try "%LWA_JAVA_HOME%"
call :try "%JAVA_HOME%"
call :try "%JAVA25_HOME%"
call :try "%JDK_25_HOME%"
for /f "delims=" %%J in ('where java 2^>nul') do call :try "%%~dpJ.."
for /d %%H in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\Microsoft\jdk-*" "%ProgramFiles%\Zulu\*" "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*" "%USERPROFILE%\.jdks\*") do call :try "%%~H"
if not defined home goto none
if not "%~1"=="--home" goto java
echo %home%
exit /b 0

:java
"%home%\bin\java" %*
exit /b %errorlevel%

:none
echo This needs a JDK 25 and found none: install one, for example from https://adoptium.net/temurin/releases/?version=25, or set JAVA_HOME to where it is.>&2
exit /b 1

:try
if defined home exit /b
if "%~1"=="" exit /b
if not exist "%~f1\bin\javac.exe" exit /b
findstr /r /c:"^JAVA_VERSION=.2[5-9]" /c:"^JAVA_VERSION=.[3-9][0-9]" "%~f1\release" >nul 2>&1 && set "home=%~f1"
exit /b
