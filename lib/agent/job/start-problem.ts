import { accessSync, closeSync, constants, existsSync, readSync, statSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { openRegular } from '@/lib/kernel/files/regular-file'

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** The program as the system looks for it: in PATH, unless it is a path itself. */
function located(program: string, cwd: string): string | null {
  const places = program.includes('/')
    ? [resolve(cwd, program)]
    : (process.env.PATH ?? '').split(delimiter).map((folder) => resolve(cwd, folder, program))
  return places.find((place) => existsSync(place) && !isFolder(place)) ?? null
}

/** The interpreter that the first line of a script names (`#!/bin/sh -e`); null when it names none. */
function interpreterOf(file: string): string | null {
  const start = Buffer.alloc(256)
  const fd = openRegular(file)
  try {
    const length = readSync(fd, start, 0, start.length, 0)
    // A carriage return at the end of the line is part of the name, for the system as well.
    const [, name] = /^#![ \t]*([^ \t\n]+)/.exec(start.toString('latin1', 0, length)) ?? []
    return name ?? null
  } finally {
    closeSync(fd)
  }
}

const mayRun = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Why a program cannot be started, with the name of what is missing: the system says "ENOENT" for a missing folder, program or
 * interpreter alike, and names the program for each. Null if nothing is found wrong.
 */
export function startProblem(program: string, cwd: string): string | null {
  try {
    if (!existsSync(cwd)) return `its folder ${cwd} does not exist (cwd)`
    if (!isFolder(cwd)) return `${cwd} is not a folder (cwd)`
    if (!mayRun(cwd)) return `the agent may not enter the folder ${cwd} (cwd)`
    const file = located(program, cwd)
    if (file === null)
      return program.includes('/')
        ? `the file ${resolve(cwd, program)} does not exist`
        : `no folder of PATH has a program ${program}`
    if (!mayRun(file)) return `${file} is not executable for the agent; "chmod +x" makes it so`
    const interpreter = interpreterOf(file)
    if (interpreter?.endsWith('\r'))
      return `its first line names the interpreter ${interpreter.trimEnd()} with a carriage return; give the file Unix line ends`
    if (interpreter !== null && !existsSync(resolve(cwd, interpreter)))
      return `its interpreter ${interpreter} does not exist`
    return null
  } catch {
    return null
  }
}
