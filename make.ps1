# The tasks of the Makefile for Windows PowerShell 5 and newer:  .\make.ps1 demo
# Every task sets up .venv by itself, with the exact versions of constraints.txt, and again when
# pyproject.toml or constraints.txt has changed. Another Python:  .\make.ps1 demo -Python C:\path\to\python.exe
# Keep to ASCII: Windows PowerShell 5 reads a file without a byte order mark in the local code page.

param(
    [string]$Task = "help",
    [string]$Python = ""
)

Set-StrictMode -Version 2
$ErrorActionPreference = "Stop"
Set-Location -LiteralPath $PSScriptRoot

$VenvPython = ".venv\Scripts\python.exe"
$RuntimeStamp = ".venv\runtime-stamp"
$DevStamp = ".venv\dev-stamp"

function Stop-Task([string]$Message) {
    Write-Host $Message
    exit 1
}

# Runs a program and stops with its exit code where it failed.
function Invoke-Program([string]$Program, [string[]]$Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

# The command that starts Python: the one named, or the launcher's 3.11, or plain python.
function Find-Python {
    if ($Python) { return @($Python) }
    if (Get-Command "py" -ErrorAction SilentlyContinue) {
        # 'py -0' lists what is installed; asking for a missing version would only print an error.
        $Installed = (& py -0) -join " "
        if ($Installed -match "3\.11") { return @("py", "-3.11") }
        if ($Installed -match "3\.\d") { return @("py", "-3") }
    }
    if (Get-Command "python" -ErrorAction SilentlyContinue) { return @("python") }
    Stop-Task "iro-tui needs Python 3.11 or newer, and none was found. Install it, or name it: .\make.ps1 $Task -Python PATH"
}

function New-Venv {
    $Command = @(Find-Python)
    $Program = $Command[0]
    $First = @($Command | Select-Object -Skip 1)
    & $Program @First -c "import sys; sys.exit(sys.version_info < (3, 11))"
    if ($LASTEXITCODE -ne 0) {
        Stop-Task "iro-tui needs Python 3.11 or newer; '$Command' is older or does not start. Name another: .\make.ps1 $Task -Python PATH"
    }
    & $Program @First -c "import importlib.util as u, sys; sys.exit(not (u.find_spec('venv') and u.find_spec('ensurepip')))"
    if ($LASTEXITCODE -ne 0) {
        Stop-Task "'$Command' comes without venv or pip. Install Python with its standard parts, then try again."
    }
    Write-Host "Setting up .venv; this takes a minute, once."
    Invoke-Program $Program ($First + @("-m", "venv", "--clear", ".venv"))
}

function Install-Package([string[]]$What) {
    $Pip = @("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", "constraints.txt")
    Invoke-Program $VenvPython ($Pip + $What)
}

function Test-Stale([string]$Stamp) {
    if (-not (Test-Path $Stamp)) { return $true }
    $Made = (Get-Item $Stamp).LastWriteTimeUtc
    foreach ($File in @("pyproject.toml", "constraints.txt")) {
        if ((Get-Item $File).LastWriteTimeUtc -gt $Made) { return $true }
    }
    return $false
}

function Set-Stamp([string]$Stamp) {
    Set-Content -Path $Stamp -Value "set up"
}

function Initialize-Runtime {
    if (-not (Test-Path $VenvPython)) { New-Venv }
    if (-not (Test-Stale $RuntimeStamp)) { return }
    # The build backend is installed first and used as it is: pip would otherwise fetch one of its own choice.
    Install-Package @("hatchling", "editables")
    Install-Package @("--no-build-isolation", "--editable", ".")
    Set-Stamp $RuntimeStamp
}

function Initialize-Dev {
    Initialize-Runtime
    if (-not (Test-Stale $DevStamp)) { return }
    Install-Package @("--no-build-isolation", "--editable", ".[dev]")
    Set-Stamp $DevStamp
}

function Show-Help {
    Write-Host "  .\make.ps1 help         list the tasks"
    Write-Host "  .\make.ps1 demo         open the program over a made-up caseload, gone afterwards"
    Write-Host "  .\make.ps1 test         run the whole test suite"
    Write-Host "  .\make.ps1 faults       try crashes, full disks and spoilt files at length, and print what was lost"
    Write-Host "  .\make.ps1 check        check layout, lint and types; changes nothing"
    Write-Host "  .\make.ps1 pictures     take the pictures of the screens anew"
    Write-Host "  .\make.ps1 keys         write KEYS.md anew"
    Write-Host "  .\make.ps1 json-page    write the lists of docs/json.md anew"
    Write-Host "  .\make.ps1 practice-page  write the settings of docs/practices.md anew"
    Write-Host "  .\make.ps1 shapes       write the shapes of the tables anew, by which they are read"
    Write-Host "  .\make.ps1 schema       write step 1 of the schema anew from the tables (until the first release)"
    Write-Host "  .\make.ps1 bank-holidays  write the table of bank holidays anew"
    Write-Host "  .\make.ps1 budgets      count the keys that the commonest things cost"
    Write-Host "  .\make.ps1 bench        measure how fast it is"
    Write-Host "  .\make.ps1 clean        remove .venv and everything built or cached"
}

function Remove-Built {
    $Built = @(".venv", "build", "dist", "pictures-failed", ".coverage", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache")
    foreach ($Path in $Built) {
        if (Test-Path $Path) { Remove-Item -Recurse -Force $Path }
    }
    Get-ChildItem -Path "iro_tui", "tests", "bench" -Recurse -Directory -Filter "__pycache__" | Remove-Item -Recurse -Force
}

switch ($Task) {
    "help" { Show-Help }
    "demo" { Initialize-Runtime; Invoke-Program ".venv\Scripts\iro.exe" @("demo") }
    "test" { Initialize-Dev; Invoke-Program $VenvPython @("-m", "pytest", "--numprocesses", "auto", "--dist", "worksteal") }
    "faults" { Initialize-Dev; Invoke-Program $VenvPython @("-m", "tests.faults") }
    "check" {
        Initialize-Dev
        Invoke-Program $VenvPython @("-m", "ruff", "format", "--check")
        Invoke-Program $VenvPython @("-m", "ruff", "check")
        Invoke-Program ".venv\Scripts\lint-imports.exe" @()
        Invoke-Program $VenvPython @("-m", "mypy")
    }
    "pictures" { Initialize-Dev; Invoke-Program $VenvPython @("-m", "pytest", "tests/pictures", "--update-screens") }
    "json-page" { Initialize-Dev; Invoke-Program $VenvPython @("-m", "tests.support.json_page") }
    "practice-page" { Initialize-Dev; Invoke-Program $VenvPython @("-m", "tests.support.practice_page") }
    "keys" { Initialize-Dev; Invoke-Program $VenvPython @("-m", "iro_tui.tui.keys_page", "KEYS.md") }
    "shapes" { Initialize-Dev; Invoke-Program $VenvPython @("-m", "iro_tui.store.shapes_made") }
    "schema" { Initialize-Dev; Invoke-Program $VenvPython @("-m", "iro_tui.store.schema") }
    "bank-holidays" { Initialize-Dev; Invoke-Program $VenvPython @("-m", "tests.domain.holiday_table") }
    "budgets" { Initialize-Dev; Invoke-Program $VenvPython @("-m", "tests.journeys.budgets") }
    "bench" { Initialize-Dev; Invoke-Program $VenvPython @("-m", "bench") }
    "clean" { Remove-Built }
    default { Show-Help; Stop-Task "There is no task '$Task'." }
}
