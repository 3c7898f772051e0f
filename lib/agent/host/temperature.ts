import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { library } from './library'

type Reading = { chip: string; label: string; celsius: number }

const text = async (file: string): Promise<string> => {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch {
    return ''
  }
}

const names = async (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

/** A file of the kernel with thousandths of a degree. */
async function celsiusIn(file: string): Promise<number> {
  const digits = await text(file)
  return /^-?\d+$/.test(digits) ? Number(digits) / 1_000 : Number.NaN
}

/** The sensors that drivers offer (hwmon), then the thermal zones of the board. */
async function readings(root: string): Promise<Reading[]> {
  const found: Reading[] = []
  for (const chip of (await names(join(root, 'hwmon'))).sort()) {
    const folder = join(root, 'hwmon', chip)
    const name = await text(join(folder, 'name'))
    for (const file of (await names(folder)).filter((one) => /^temp\d+_input$/.test(one)).sort())
      found.push({
        chip: name,
        label: await text(join(folder, file.replace('input', 'label'))),
        celsius: await celsiusIn(join(folder, file)),
      })
  }
  for (const zone of (await names(join(root, 'thermal')))
    .filter((one) => one.startsWith('thermal_zone'))
    .sort())
    found.push({
      chip: await text(join(root, 'thermal', zone, 'type')),
      label: 'zone',
      celsius: await celsiusIn(join(root, 'thermal', zone, 'temp')),
    })
  return found.filter(({ celsius }) => Number.isFinite(celsius))
}

const processor = /coretemp|k10temp|zenpower|cpu|x86_pkg_temp|soc/i

/** From the whole processor to a part of it; the first that has a reading counts. */
const preferred: ((reading: Reading) => boolean)[] = [
  ({ label }) => /^tdie/i.test(label),
  ({ label }) => /^(package|physical)/i.test(label),
  ({ label }) => /^tctl/i.test(label),
  ({ label }) => /^core/i.test(label),
  ({ chip }) => processor.test(chip),
]

/**
 * The temperature of the processor; null when there is no sensor. On Linux it is read from the kernel's files: the library
 * starts a process for each of them and each sample.
 */
export async function cpuTemperature(root = '/sys/class'): Promise<number | null> {
  if (process.platform !== 'linux') return (await (await library()).cpuTemperature()).main
  const found = await readings(root)
  const chosen = preferred.map((rule) => found.filter(rule)).find((some) => some.length > 0) ?? []
  const sum = chosen.reduce((total, { celsius }) => total + celsius, 0)
  return chosen.length === 0 ? null : sum / chosen.length
}
