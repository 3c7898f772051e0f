import { readdirSync, readFileSync } from 'node:fs'

/** The processes that run a program of this folder. */
export const runningFrom = (folder: string): number[] =>
  readdirSync('/proc').flatMap((name) => {
    try {
      const isOne = /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(`${folder}/`)
      return isOne ? Number(name) : []
    } catch {
      return []
    }
  })
