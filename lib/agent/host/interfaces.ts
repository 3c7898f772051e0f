import { readFile } from 'node:fs/promises'
import { library } from './library'
import type { Interface } from './network-rate'

/** Parses /proc/net/dev: of each interface the bytes in (first column) and out (ninth). */
export const parseNetDev = (text: string): Omit<Interface, 'operstate'>[] =>
  text.split('\n').flatMap((line) => {
    const [, iface, numbers = ''] = /^\s*(\S+):\s*(.*)$/.exec(line) ?? []
    const columns = numbers.trim().split(/\s+/).map(Number)
    return iface === undefined
      ? []
      : { iface, rx_bytes: columns[0] ?? Number.NaN, tx_bytes: columns[8] ?? Number.NaN }
  })

const stateOf = async (iface: string): Promise<string> => {
  try {
    return (await readFile(`/sys/class/net/${iface}/operstate`, 'utf8')).trim()
  } catch {
    return 'unknown'
  }
}

/** The network interfaces with their counters; on Linux without a process for each of them and each sample. */
export async function readInterfaces(): Promise<Interface[]> {
  if (process.platform !== 'linux') return (await library()).networkStats('*')
  const found = parseNetDev(await readFile('/proc/net/dev', 'utf8'))
  return Promise.all(found.map(async (one) => ({ ...one, operstate: await stateOf(one.iface) })))
}
