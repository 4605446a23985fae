@echo off
node "%~dp0..\..\bin\provider\plugin\main.js" %*
