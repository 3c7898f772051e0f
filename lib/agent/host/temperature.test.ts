import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { cpuTemperature } from './temperature'

afterEach(removeTempDirs)

/** A folder like /sys/class with these files. */
function kernel(files: Record<string, string>): string {
  const root = tempDir()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), `${content}\n`)
  }
  return root
}

const disk = { 'hwmon/hwmon0/name': 'nvme', 'hwmon/hwmon0/temp1_input': '38850' }
const cores = {
  'hwmon/hwmon1/name': 'coretemp',
  'hwmon/hwmon1/temp2_input': '40000',
  'hwmon/hwmon1/temp2_label': 'Core 0',
  'hwmon/hwmon1/temp3_input': '43000',
  'hwmon/hwmon1/temp3_label': 'Core 1',
}
const whole = { 'hwmon/hwmon1/temp1_input': '45500', 'hwmon/hwmon1/temp1_label': 'Package id 0' }
const zone = { 'thermal/thermal_zone0/type': 'cpu-thermal', 'thermal/thermal_zone0/temp': '-12500' }

it.runIf(process.platform === 'linux').each<[string, Record<string, string>, number | null]>([
  ['the whole processor before its cores', { ...disk, ...cores, ...whole }, 45.5],
  ['the average of its cores', { ...disk, ...cores }, 41.5],
  [
    'a sensor without a label',
    { 'hwmon/hwmon0/name': 'k10temp', 'hwmon/hwmon0/temp1_input': '51125' },
    51.125,
  ],
  ['a thermal zone, below 0 as well', { ...disk, ...zone }, -12.5],
  [
    'nothing where the sensor cannot be read',
    { 'hwmon/hwmon0/name': 'coretemp', 'hwmon/hwmon0/temp1_input': '' },
    null,
  ],
  ['nothing where only other parts have sensors', disk, null],
])('reads %s', async (_, files, celsius) => {
  expect(await cpuTemperature(kernel(files))).toBe(celsius)
})
