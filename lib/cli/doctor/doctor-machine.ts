import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, finding } from '@/lib/cli/doctor/doctor-finding'
import type { Config } from '@/lib/config'
import { takeNewestZones } from '@/lib/zone-data'

const MB = 1024 * 1024
const FAIL_BELOW = 100 * MB
const WARN_BELOW = 1024 * MB

export const checkNode = (version = process.versions.node): Finding => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 9)
    ? finding.ok('node', `Node ${version}`)
    : finding.fail('node', `Node ${version}`, 'install Node 20.9 or later')
}

/** Rules are changed several times a year, often weeks before they take effect. */
const monthsAfterItsYear = 2

/**
 * Whether the time-zone data in use, such as 2026f, are those of this year, or of the last one for the first two months:
 * with old ones a weekly window opens an hour early or late where rules have changed.
 */
export function checkZoneData(version = takeNewestZones(), now = new Date()): Finding {
  const name = 'time zones'
  const year = Number(/^\d{4}/.exec(version)?.[0] ?? Number.NaN)
  const own = process.versions.tz ?? 'none'
  const detail = `data of ${version || 'an unknown version'} (Node’s: ${own})`
  return now.getTime() < Date.UTC(year + 1, monthsAfterItsYear, 1)
    ? finding.ok(name, detail)
    : finding.warn(
        name,
        `${detail}: rules that have changed since are unknown`,
        'run "npm update moment-timezone" and restart; until then compare the UTC times of windows before you approve a job',
      )
}

/** Whether the data folder can be written, and how much space is free on its disk. */
export function checkDisk({ dataDir }: Pick<Config, 'dataDir'>): Finding {
  try {
    mkdirSync(dataDir, { recursive: true })
    const probe = join(dataDir, `.doctor-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return finding.fail(
      'data folder',
      cause,
      'make the folder writable for this user, or set HAKIM_DATA_DIR to another folder',
    )
  }
  const disk = statfsSync(dataDir)
  const free = disk.bavail * disk.bsize
  const detail = `${dataDir}, ${(free / 1024 / MB).toFixed(1)} GB free`
  if (free < FAIL_BELOW) return finding.fail('data folder', detail, 'free some space on that disk')
  if (free < WARN_BELOW) return finding.warn('data folder', detail, 'less than 1 GB: free some space soon')
  return finding.ok('data folder', detail)
}
